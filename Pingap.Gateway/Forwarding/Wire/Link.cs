using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>The octets of one connection to a backend, in cleartext or under TLS. One receive and one send at a time; both may be under way together.</summary>
internal abstract class Link : IDisposable
{
    /// <summary>The loop that it lives on, or <c>null</c>.</summary>
    public virtual EpollLoop? Loop => null;

    /// <summary>Receives what has come, or waits for it.</summary>
    /// <returns>How many octets; 0 when the backend sends no more.</returns>
    /// <exception cref="Exception">The connection broke, or was closed here: a <see cref="System.Net.Sockets.SocketException"/>, <see cref="IOException"/> or <see cref="ObjectDisposedException"/>.</exception>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer);

    /// <summary>Receives what is there.</summary>
    /// <returns>How many octets; 0 when the backend sends no more, −1 when nothing is there now or that is not known.</returns>
    /// <exception cref="Exception">As of <see cref="ReceiveAsync"/>.</exception>
    public abstract int TryReceive(Span<byte> buffer);

    /// <summary>Sends all of it.</summary>
    /// <exception cref="Exception">As of <see cref="ReceiveAsync"/>.</exception>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> octets);

    /// <summary>Says that no more is sent, as far as the connection can say so.</summary>
    public abstract void EndSending();

    /// <summary>
    /// Whether the backend's system has taken in nothing of what was sent after the first <paramref name="before"/> octets, and never will: then no program there has seen it.
    /// Asked when no answer has come and none will; false where that is not known. May take a round trip.
    /// </summary>
    public abstract ValueTask<bool> HasTakenNothingAfterAsync(long before);

    /// <summary>Closes it at once, on any thread and as often as one likes; what is under way fails.</summary>
    public abstract void Dispose();
}
