using Pingap.Cli.Conversion.Findings;
using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion.Listening;

/// <summary>A <c>server</c> block.</summary>
/// <param name="Directive">The block.</param>
/// <param name="Scope">What it holds, and inherits.</param>
/// <param name="Names">Its names.</param>
/// <param name="Listens">Its addresses.</param>
internal sealed record NginxServer(
    NginxDirective Directive, NginxScope Scope, IReadOnlyList<ServerNamePattern> Names, IReadOnlyList<ListenAddressUse> Listens)
{
    /// <summary>What names of entities made from it begin with: its first name, an expression only if it has no other.</summary>
    public string Label => Names.OrderBy(name => name.Kind is ServerNameKind.Regex).FirstOrDefault(name => name.Text.Length > 0)?.Text ?? "default";

    /// <summary>Reads a block.</summary>
    /// <param name="directive">The block.</param>
    /// <param name="outer">What is around it.</param>
    /// <param name="order">Its place among the servers.</param>
    /// <param name="findings">Receives what cannot be had.</param>
    public static NginxServer Read(NginxDirective directive, NginxScope outer, int order, FindingList findings)
    {
        var scope = outer.Inner(directive);
        return new NginxServer(directive, scope, ServerNameReader.Read(scope, order, findings), ListenReader.Read(directive, scope, findings));
    }

    /// <summary>Servers are the same only if they are the same block.</summary>
    public bool Equals(NginxServer? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Directive.GetHashCode();
}
