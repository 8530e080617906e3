using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Pingap.Gateway.Transport;

/// <summary>That a client connection has ended, and why: on any thread; whoever is first says it.</summary>
/// <param name="loop">Where it lives.</param>
#pragma warning disable CA1001 // The token may be asked for after everything else has gone; it has no timer, so nothing is left to be let go.
internal sealed class ConnectionEnd(EpollLoop loop)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _closed = new();
    private ConnectionAbortedException? _abortReason;
    private Exception? _failure;
    private int _isTold;

    /// <summary>Fires once, on the thread pool: whoever waits for the end may do anything.</summary>
    public CancellationToken Closed => _closed.Token;

    /// <summary>Whether <see cref="Closed"/> fires or has fired.</summary>
    public bool IsTold => Volatile.Read(ref _isTold) != 0;

    /// <summary>What whoever reads is told; <c>null</c> where the peer has ended its side.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>It will be for this reason, unless there was one before.</summary>
    public void WillBe(ConnectionAbortedException reason) => Interlocked.CompareExchange(ref _abortReason, reason, null);

    /// <summary>It has ended with a failure.</summary>
    public void Fail(Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, ReasonOf(failure), null);
        Tell();
    }

    /// <summary>It has ended; told in the loop's next turn, so that whoever reads the end in this one closes in peace.</summary>
    public void Tell()
    {
        if (Interlocked.Exchange(ref _isTold, 1) != 0) return;
        loop.Post(
            static end => ThreadPool.UnsafeQueueUserWorkItem(static end => end.TellClosed(), (ConnectionEnd)end!, preferLocal: false), this);
    }

    /// <summary>What the reader is told, as by Kestrel's own transport.</summary>
    private Exception ReasonOf(Exception failure)
    {
        if (failure is not SocketException broken) return failure;
        if (Volatile.Read(ref _abortReason) is { } reason) return new ConnectionAbortedException(reason.Message, broken);
        return broken.SocketErrorCode switch
        {
            SocketError.OperationAborted => new ConnectionAbortedException("The connection was closed.", broken),
            SocketError.ConnectionReset => new ConnectionResetException(broken.Message, broken),
            _ => new IOException(broken.Message, broken),
        };
    }

    private void TellClosed()
    {
        try
        {
            _closed.Cancel();
        }
        catch (AggregateException failure)
        {
            // What one listener throws must not end the process.
            loop.Report(failure);
        }
    }
}
