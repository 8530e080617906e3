using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Pipeline;
using Pingap.Gateway.Telemetry;
using Pingap.Gateway.Tls;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Listeners;

/// <summary>
/// An accepted connection on its way through Kestrel. It wraps the transport's own so that its real end is known (Kestrel disposes it
/// last), and so that it can be asked to close before Kestrel has begun to serve it.
/// </summary>
internal sealed class ClientConnection : ConnectionContext, IOpenConnection, ITlsSettingsFeature, IContextFeature
{
    private const long Heard = -1;

    private readonly ConnectionContext _transport;
    private readonly OpenConnections _siblings;
    private readonly ConnectionCounts _counts;
    private readonly ILogger _logger;
    private readonly ListenerPlan _plan;
    private readonly EndPoint? _client;
    private readonly Lock _gate = new();
    private IConnectionLifetimeNotificationFeature? _served;
    private PipeReader? _peeked;
    private bool _isCloseRequested;
    private long _awaitedSince;
    private bool _wasIdle;

    /// <summary>Takes over a connection that was counted; its end is counted too.</summary>
    public ClientConnection(ConnectionContext transport, ListenerFeature listener, OpenConnections siblings, ConnectionCounts counts, ILogger logger)
    {
        _transport = transport;
        _siblings = siblings;
        _counts = counts;
        _logger = logger;
        _client = transport.RemoteEndPoint;
        _awaitedSince = Environment.TickCount64;
        _plan = listener.Plan;
        _transport.Features.Set<IListenerFeature>(listener);
        _transport.Features.Set<ITlsSettingsFeature>(this);
        _transport.Features.Set<IContextFeature>(this);
        _transport.Features.Set(this);
    }

    /// <summary>The listener's plan when the connection was accepted: its protocols hold for as long as it lives.</summary>
    public ListenerPlan Plan => _plan;

    public ListenerTls? Tls => _plan.Tls;

    public bool Http2 => _plan.Http2;

    public override string ConnectionId
    {
        get => _transport.ConnectionId;
        set => _transport.ConnectionId = value;
    }

    public override IFeatureCollection Features => _transport.Features;

    public override IDictionary<object, object?> Items
    {
        get => _transport.Items;
        set => _transport.Items = value;
    }

    public override IDuplexPipe Transport
    {
        get => _transport.Transport;
        set => _transport.Transport = value;
    }

    public override CancellationToken ConnectionClosed
    {
        get => _transport.ConnectionClosed;
        set => _transport.ConnectionClosed = value;
    }

    public override EndPoint? LocalEndPoint
    {
        get => _transport.LocalEndPoint;
        set => _transport.LocalEndPoint = value;
    }

    public override EndPoint? RemoteEndPoint
    {
        get => _transport.RemoteEndPoint;
        set => _transport.RemoteEndPoint = value;
    }

    /// <summary>Kestrel's middleware: from here on, closing gently is Kestrel's.</summary>
    public static Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.Features.Get<ClientConnection>() is { } self &&
            connection.Features.Get<IConnectionLifetimeNotificationFeature>() is { } served)
        {
            self.BecomeServed(served);
            connection.Features.Get<IConnectionHeartbeatFeature>()?.OnHeartbeat(static state => ((ClientConnection)state).Beat(), self);
        }

        return next(connection);
    }

    /// <summary>
    /// Kestrel's middleware, inside TLS: goes on when the client has said something, since Kestrel would wait for that as long as between two
    /// requests; from then on where its bytes come in, if that is an epoll loop.
    /// </summary>
    public static Task HearAsync(ConnectionContext connection, ConnectionDelegate next) =>
        connection.Features.Get<ClientConnection>() is { } self ? self.HearAsync(connection, connection.Transport.Input, next) : next(connection);

    /// <summary>
    /// Where the server keeps the context of the requests, or <c>null</c>. It is given up when the connection stays idle, since it is larger than
    /// all else of ours that an idle connection holds.
    /// </summary>
    public IHostContextContainer<ProxyContext>? Contexts { get; set; }

    /// <summary>Reads the first bytes, without consuming them, until they tell HTTP/2 from HTTP/1.1.</summary>
    /// <returns>Whether HTTP/2 follows; <c>null</c> when the connection ended, or was asked to, before that was known.</returns>
    /// <exception cref="OperationCanceledException">The bytes did not come in <paramref name="limit"/>, or the connection was aborted.</exception>
    /// <exception cref="IOException">The client reset the connection.</exception>
    public async ValueTask<bool?> PeekHttp2Async(TimeSpan limit, TimeProvider time)
    {
        var input = _transport.Transport.Input;
        if (!TryBeginPeek(input)) return null;
        CancellationTokenSource? deadline = null;
        try
        {
            while (true)
            {
                // Most clients' first bytes are there already, and then there is nothing to wait for.
                if (!input.TryRead(out var read))
                {
                    deadline ??= new CancellationTokenSource(limit, time);
                    read = await input.ReadAsync(deadline.Token);
                }

                var isHttp2 = Http2Preface.IsIn(read.Buffer);
                var isOver = isHttp2 is not null || read.IsCanceled || read.IsCompleted;
                input.AdvanceTo(read.Buffer.Start, isOver ? read.Buffer.Start : read.Buffer.End);
                if (!isOver) continue;
                // A client that half-closes after a short request is HTTP/1.1's to answer.
                isHttp2 ??= read.IsCanceled || read.Buffer.IsEmpty ? null : false;
                Volatile.Write(ref _awaitedSince, Heard);
                return TryEndPeek() ? isHttp2 : null;
            }
        }
        finally
        {
            deadline?.Dispose();
        }
    }

    public void RequestClose()
    {
        IConnectionLifetimeNotificationFeature? served;
        lock (_gate)
        {
            _isCloseRequested = true;
            served = _served;
            // Under the lock, so that a read of Kestrel's is never cancelled instead of the peek's.
            _peeked?.CancelPendingRead();
        }

        served?.RequestClose();
    }

    void IOpenConnection.Abort() => _transport.Abort(new ConnectionAbortedException("The listener has closed and its grace period is over."));

    public override void Abort() => _transport.Abort();

    public override void Abort(ConnectionAbortedException abortReason) => _transport.Abort(abortReason);

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await _transport.DisposeAsync();
            await base.DisposeAsync();
        }
        finally
        {
            _siblings.Remove(this);
            _counts.Leave(_client);
        }
    }

    private async Task HearAsync(ConnectionContext connection, PipeReader input, ConnectionDelegate next)
    {
        // What waiting takes is in a state of its own, which is gone afterwards; this one stays as long as the connection.
        if (!await IsHeardAsync(input)) return;
        if (connection.Features.Get<ILoopFeature>() is { } feature)
        {
            feature.ReadOnLoop();
            await new EnterLoop(feature.Loop);
        }

        await next(connection);
    }

    private async ValueTask<bool> IsHeardAsync(PipeReader input)
    {
        if (!input.TryRead(out var read))
        {
            // A handshake may have taken some of the time.
            Volatile.Write(ref _awaitedSince, Environment.TickCount64);
            if (!TryBeginPeek(input)) return false;
            try
            {
                read = await input.ReadAsync();
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                ListenerLog.HeadMissing(_logger, _client, gone.Message);
                return false;
            }

            if (!TryEndPeek()) return false;
        }

        Volatile.Write(ref _awaitedSince, Heard);
        input.AdvanceTo(read.Buffer.Start);
        return true;
    }

    /// <summary>Kestrel's heartbeat, once a second.</summary>
    private void Beat()
    {
        EndIfSilent();
        if (Contexts is not { HostContext: { } context } contexts) return;
        if (_wasIdle && context.IsIdle)
        {
            // A request that begins in this moment has it already, and the next one makes another.
            contexts.HostContext = null;
        }

        _wasIdle = context.IsIdle;
    }

    private void EndIfSilent()
    {
        var since = Volatile.Read(ref _awaitedSince);
        if (since == Heard) return;
        var limit = _counts.Limits.Current.HeaderTimeout;
        if (Environment.TickCount64 - since < limit.TotalMilliseconds) return;
        ListenerLog.Silent(_logger, _client, limit);
        Abort(new ConnectionAbortedException("The client has said nothing for too long."));
    }

    private bool TryBeginPeek(PipeReader input)
    {
        lock (_gate)
        {
            _peeked = _isCloseRequested ? null : input;
            return _peeked is not null;
        }
    }

    private bool TryEndPeek()
    {
        lock (_gate)
        {
            _peeked = null;
            return !_isCloseRequested;
        }
    }

    private void BecomeServed(IConnectionLifetimeNotificationFeature served)
    {
        bool isCloseRequested;
        lock (_gate)
        {
            _served = served;
            isCloseRequested = _isCloseRequested;
        }

        if (isCloseRequested) served.RequestClose();
    }
}
