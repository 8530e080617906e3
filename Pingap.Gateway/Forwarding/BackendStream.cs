using System.Net.Sockets;

namespace Pingap.Gateway.Forwarding;

/// <summary>A connection to a backend in cleartext.</summary>
internal sealed class BackendStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    private readonly FirstAnswer _answer = new();

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _answer.Watch(base.ReadAsync(buffer, cancellationToken), buffer.IsEmpty);
}
