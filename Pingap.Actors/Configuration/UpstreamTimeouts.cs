namespace Pingap.Actors.Configuration;

/// <summary>How long the proxy waits for the backends of an upstream; <c>null</c> is without limit.</summary>
/// <param name="Connect">TCP connect (<c>connection_timeout</c>).</param>
/// <param name="TotalConnect">TCP connect and TLS handshake together (<c>total_connection_timeout</c>).</param>
/// <param name="Read">Until the first byte of the response, and then between its bytes (<c>read_timeout</c>). When the
/// configuration says nothing, the first byte has <see cref="DefaultFirstByte"/> and streams may be silent for ever.</param>
/// <param name="Write">Between bytes of the request that the backend takes (<c>write_timeout</c>).</param>
/// <param name="Idle">How long an unused pooled connection is kept (<c>idle_timeout</c>).</param>
public sealed record UpstreamTimeouts(TimeSpan Connect, TimeSpan? TotalConnect, TimeSpan? Read, TimeSpan? Write, TimeSpan Idle)
{
    /// <summary>Until the first byte of the response, at most as long as <see cref="Read"/>; <c>null</c> is as that says (<c>first_byte_timeout</c>).</summary>
    public TimeSpan? FirstByte { get; init; }

    /// <summary>How long a backend may take to begin its answer when neither <c>first_byte_timeout</c> nor <c>read_timeout</c> is set.</summary>
    public static readonly TimeSpan DefaultFirstByte = TimeSpan.FromSeconds(60);

    /// <summary>What holds when the configuration says nothing.</summary>
    public static readonly UpstreamTimeouts Default = new(TimeSpan.FromSeconds(5), null, null, null, TimeSpan.FromSeconds(60));
}
