namespace Pingap.Architecture.Tests.Reading;

/// <summary>One type uses another, in a signature, an attribute or a method body.</summary>
/// <param name="From">The type that uses.</param>
/// <param name="To">The type that is used.</param>
/// <param name="Member">The method or field of it that is used, or <c>null</c> where it is the type itself.</param>
internal readonly record struct Dependency(CodeType From, CodeType To, string? Member = null)
{
    public override string ToString() => $"{From} → {To}{(Member is null ? "" : "." + Member)}";
}
