using System.Collections.Frozen;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Forwarding;

/// <summary>
/// The fields that tell a backend whom the proxy speaks for. A trusted peer's are kept, and X-Forwarded-For continued; anybody
/// else's are replaced, for they would be believed.
/// </summary>
internal static class ForwardedFields
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "X-Real-IP",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the field of a client is not to be copied, because it is written anew or would be a lie.</summary>
    public static bool Replaces(string name, Peer peer) =>
        Names.Contains(name) || (!peer.IsTrusted && name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase));

    /// <summary>Writes the fields.</summary>
    public static void Write(OutgoingFields fields, ProxyContext context)
    {
        fields.Append("X-Forwarded-For", context.ForwardedFor);
        fields.Append("X-Forwarded-Proto", Kept(context, "X-Forwarded-Proto") ?? context.Scheme);
        var host = Kept(context, "X-Forwarded-Host") ?? context.HostField;
        if (host.Length > 0) fields.Append("X-Forwarded-Host", host);
        var port = Kept(context, "X-Forwarded-Port") ?? context.ServerPort;
        if (port.Length > 0) fields.Append("X-Forwarded-Port", port);
        fields.Append("X-Real-IP", context.Client.Text);
    }

    private static string? Kept(ProxyContext context, string name)
    {
        if (!context.Peer.IsTrusted) return null;
        var value = context.Header(name);
        return string.IsNullOrEmpty(value) ? null : value;
    }
}
