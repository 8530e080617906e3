using System.Net.Security;

namespace Pingap.Gateway.Forwarding;

/// <summary>A connection to a backend over TLS.</summary>
internal sealed class SecuredBackendStream(Stream inner) : SslStream(inner, leaveInnerStreamOpen: false)
{
    private readonly FirstAnswer _answer = new();

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _answer.Watch(base.ReadAsync(buffer, cancellationToken), buffer.IsEmpty);
}
