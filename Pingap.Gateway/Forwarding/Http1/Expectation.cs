using System.Diagnostics.CodeAnalysis;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Forwarding.Http1;

/// <summary>
/// What becomes of <c>Expect: 100-continue</c> (RFC 9110 §10.1.1): the body is not asked for before the backend wants it. The server asks the client by itself when the body is read,
/// at whatever time that finds nothing there, and so nothing else may be written to the client from then on. Used for one request after another.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore that nobody asks for a wait handle holds nothing.")]
internal sealed class Expectation
{
    // How long a client that wants to be asked for its body waits for that, when the backend does not know the wish.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private TaskCompletionSource<bool>? _isWanted;

    // Who may write to the client: an interim response that passes, or, for good, the server.
    private SemaphoreSlim? _turn;
    private bool _isAskedByServer;

    /// <summary>Whether the backend is to say first that it wants the body.</summary>
    public bool IsOpen => _isWanted is not null;

    /// <summary>Begins with a request that has a body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="isPassedOn">Whether the backend hears of the wish.</param>
    public void Begin(ProxyContext context, bool isPassedOn)
    {
        _isAskedByServer = context.Server.Request.Headers.Expect.Count > 0;
        if (!isPassedOn) return;
        _isWanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        // An attempt before this one may have had the server ask already.
        if (context.Attempts <= 1) _turn = new(1, 1);
    }

    /// <summary>The backend has said that it wants the body, or that it does not because it has answered already.</summary>
    public void Tell(bool isWanted) => _isWanted?.TrySetResult(isWanted);

    /// <summary>Waits until the body may be read.</summary>
    /// <returns>Whether it is wanted.</returns>
    public async ValueTask<bool> IsBodyWantedAsync()
    {
        try
        {
            if (!await _isWanted!.Task.WaitAsync(Patience).ConfigureAwait(false)) return false;
        }
        catch (TimeoutException)
        {
            // By then the client may send it unasked, too.
        }

        if (_turn is not null) await _turn.WaitAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>Keeps the server from asking until <see cref="Release"/>.</summary>
    /// <returns>Whether nobody else writes to the client until then; if not, there is nothing to release.</returns>
    public bool TryHold() => !_isAskedByServer || _turn?.Wait(0) is true;

    /// <summary>Ends what a successful <see cref="TryHold"/> began.</summary>
    public void Release()
    {
        if (_isAskedByServer) _turn!.Release();
    }

    /// <summary>Begins anew with the same request, which is sent again: nobody waits, and nothing of the body was read.</summary>
    public void Renew()
    {
        if (!IsOpen) return;
        _isWanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        // The server may have asked already.
        if (_turn is { CurrentCount: 0 }) _turn = null;
    }

    /// <summary>Forgets the request.</summary>
    public void End() => (_isWanted, _turn, _isAskedByServer) = (null, null, false);
}
