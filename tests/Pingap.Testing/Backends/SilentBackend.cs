using System.Net;
using System.Net.Sockets;
using Pingap.Actors.Configuration;

namespace Pingap.Testing.Backends;

/// <summary>
/// An address of 127.0.0.1 where connecting never ends: its queue of connections is full and nobody accepts, so that the system
/// drops what asks to come in.
/// </summary>
public sealed class SilentBackend : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket[] _queue = new Socket[8];

    /// <summary>Opens the address and fills its queue.</summary>
    public SilentBackend()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(0);
        var end = (IPEndPoint)_listener.LocalEndPoint!;
        Address = new("127.0.0.1", end.Port);
        for (var i = 0; i < _queue.Length; i++)
        {
            // Without blocking: all but the first are never answered.
            _queue[i] = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            if (i == 0) _queue[i].Connect(end);
            else _ = _queue[i].ConnectAsync(end).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>Where connecting never ends.</summary>
    public BackendAddress Address { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var socket in _queue) socket.Dispose();
        _listener.Dispose();
    }
}
