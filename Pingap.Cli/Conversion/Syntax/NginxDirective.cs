using Pingap.Actors.Configuration;

namespace Pingap.Cli.Conversion.Syntax;

/// <summary>One directive of an nginx configuration, <c>name arguments;</c> or <c>name arguments { … }</c>.</summary>
/// <param name="Name">Its first word.</param>
/// <param name="Args">The words after it, without quotes and escapes.</param>
/// <param name="Block">What its braces hold, or <c>null</c> if it has none.</param>
/// <param name="Place">Where its name begins.</param>
internal sealed record NginxDirective(string Name, IReadOnlyList<string> Args, IReadOnlyList<NginxDirective>? Block, SourcePlace Place)
{
    /// <summary>The first argument, or an empty text.</summary>
    public string First => Args.Count > 0 ? Args[0] : "";

    /// <summary>The directives in the braces; none when there are no braces.</summary>
    public IReadOnlyList<NginxDirective> Children => Block ?? [];

    /// <summary>Directives are the same only if they are the same place of the text.</summary>
    public bool Equals(NginxDirective? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Place.GetHashCode();
}
