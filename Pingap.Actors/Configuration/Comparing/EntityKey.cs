using Pingap.Actors.Configuration.Syntax;

namespace Pingap.Actors.Configuration.Comparing;

/// <summary>Which entity of a configuration is meant, whatever characters its name has.</summary>
/// <param name="Section">The section it stands in, such as <c>upstreams</c>.</param>
/// <param name="Name">Its name as it was written, or <c>null</c> in a section that is one entity itself, such as <c>basic</c>.</param>
public readonly record struct EntityKey(string Section, string? Name)
{
    /// <summary>Its key path as people read it: <c>upstreams.api</c>. Odd names are quoted, long ones cut, so that two entities may read the same.</summary>
    public override string ToString() => Name is null ? Section : KeyPathText.Join(Section, Name);
}
