namespace Pingap.EndToEnd.Tests.Load;

/// <summary>The tests that keep all processors busy: one of them at a time.</summary>
[CollectionDefinition(Name)]
public sealed class HeavyLoad
{
    /// <summary>Its name.</summary>
    public const string Name = "heavy load";
}
