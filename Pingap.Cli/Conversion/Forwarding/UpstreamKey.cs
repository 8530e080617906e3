namespace Pingap.Cli.Conversion.Forwarding;

/// <summary>What two locations must have in common to share an upstream of ours, which has what nginx says in locations.</summary>
/// <param name="Authority">The backends.</param>
/// <param name="Sni">The name for TLS, or <c>null</c>.</param>
/// <param name="Verifies">Whether certificates are verified.</param>
/// <param name="IsGrpc">Whether HTTP/2 is spoken.</param>
/// <param name="Connect">The time to connect, or <c>null</c>.</param>
/// <param name="Read">The time to answer, or <c>null</c>.</param>
/// <param name="Write">The time to take the request, or <c>null</c>.</param>
/// <param name="Failures">Statuses that are failures; empty for none.</param>
internal sealed record UpstreamKey(
    string Authority, string? Sni, bool Verifies, bool IsGrpc, TimeSpan? Connect, TimeSpan? Read, TimeSpan? Write, string Failures)
{
    /// <summary>The times by our keys.</summary>
    public IReadOnlyList<(string Key, TimeSpan Time)> Times
    {
        get
        {
            var times = new List<(string, TimeSpan)>();
            if (Connect is { } connect) times.Add(("connection_timeout", connect));
            if (Read is { } read) times.Add(("read_timeout", read));
            if (Write is { } write) times.Add(("write_timeout", write));
            return times;
        }
    }
}
