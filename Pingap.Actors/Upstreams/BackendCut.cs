using System.Diagnostics.CodeAnalysis;

namespace Pingap.Actors.Upstreams;

/// <summary>
/// Breaks off all requests that are under way at one backend. It outlives the group's actor, as they do. Touched by that actor alone; what requests
/// hold is a token.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A source without a timer holds nothing; requests may still hold its token.")]
internal sealed class BackendCut
{
    private CancellationTokenSource _source = new();

    /// <summary>Cancelled when the requests that begin now are broken off.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Breaks off what is under way; later requests are not concerned.</summary>
    public void BreakOff()
    {
        var past = _source;
        _source = new CancellationTokenSource();
        // On threads of the pool: what requests do then is no work of an actor's.
        _ = past.CancelAsync();
    }
}
