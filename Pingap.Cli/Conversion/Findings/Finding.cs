using Pingap.Actors.Configuration;

namespace Pingap.Cli.Conversion.Findings;

/// <summary>Something about one directive that the person who converts must know.</summary>
/// <param name="Kind">How much it matters.</param>
/// <param name="Place">Where the directive begins.</param>
/// <param name="Directive">Its name.</param>
/// <param name="Message">Why, and what to do; one sentence that ends without a full stop.</param>
internal sealed record Finding(FindingKind Kind, SourcePlace Place, string Directive, string Message)
{
    /// <summary>What the kind is called.</summary>
    public string KindText => Kind switch
    {
        FindingKind.Note => "note",
        FindingKind.NotConverted => "not converted",
        _ => "security: not converted",
    };

    /// <summary>One line: <c>file:line:column: kind: directive: message</c>.</summary>
    public override string ToString() => $"{Place}: {KindText}: {Directive}: {Message}";
}
