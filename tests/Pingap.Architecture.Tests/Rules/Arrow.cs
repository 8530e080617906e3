using Pingap.Architecture.Tests.Reading;

namespace Pingap.Architecture.Tests.Rules;

/// <summary>An arrow that must not be drawn: nothing in one room uses anything in another.</summary>
/// <param name="From">The namespace, with those below it, that must not use.</param>
/// <param name="To">The namespace, with those below it, that must not be used; other assemblies have rooms too.</param>
/// <param name="Because">The sentence of the house it breaks.</param>
internal sealed record Arrow(string From, string To, string Because)
{
    /// <summary>Every use that draws the arrow, named with the arrow.</summary>
    public IEnumerable<string> DrawnIn(CodeGraph graph) =>
        from use in graph.Dependencies
        where use.Member is null && use.From.IsIn(From) && !use.From.IsIn(To) && use.To.IsIn(To)
        select $"{use}: {Because}";
}
