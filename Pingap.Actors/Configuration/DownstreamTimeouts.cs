namespace Pingap.Actors.Configuration;

/// <summary>How long a server waits for its clients; <c>null</c> is the program's own choice.</summary>
/// <param name="Read">Between bytes of a request (<c>downstream_read_timeout</c>).</param>
/// <param name="Write">Between bytes of a response that the client takes (<c>downstream_write_timeout</c>).</param>
public sealed record DownstreamTimeouts(TimeSpan? Read, TimeSpan? Write)
{
    /// <summary>What holds when the configuration says nothing.</summary>
    public static readonly DownstreamTimeouts Default = new(null, null);
}
