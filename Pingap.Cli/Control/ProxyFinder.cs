using Pingap.Cli.State;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Control;

/// <summary>Finds the proxies that run with a state directory.</summary>
internal static class ProxyFinder
{
    // A proxy that has nothing else to do answers within a millisecond; one that hangs must not keep the others from being found.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks at every socket. Those that killed processes have left behind do not count; a process that listens and does not answer does.</summary>
    /// <param name="root">The state directory, which need not be there.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="UnauthorizedAccessException">The directory must not be looked into.</exception>
    public static Task<IReadOnlyList<FoundProxy>> FindAsync(string root, CancellationToken cancellation) => FindAsync(root, Patience, cancellation);

    /// <summary>The same with another time to answer in.</summary>
    public static async Task<IReadOnlyList<FoundProxy>> FindAsync(string root, TimeSpan patience, CancellationToken cancellation)
    {
        if (!Directory.Exists(root)) return [];
        var sockets = Directory.EnumerateDirectories(root).Select(directory => Path.Combine(directory, StateNames.Socket)).Where(File.Exists);
        var asked = await Task.WhenAll(sockets.Order(StringComparer.Ordinal).Select(socket => AskAsync(socket, patience, cancellation)));
        return [.. asked.OfType<FoundProxy>()];
    }

    private static async Task<FoundProxy?> AskAsync(string socket, TimeSpan patience, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(patience);
        using var client = new ControlClient(socket);
        try
        {
            return await client.GetAsync("/v1/proxy", ControlJson.Wire.ProxyInfo, deadline.Token) switch
            {
                ControlReply<ProxyInfo>.Done done => new FoundProxy(socket, done.Value),
                ControlReply<ProxyInfo>.Unreachable => null,
                _ => new FoundProxy(socket, null),
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new FoundProxy(socket, null);
        }
    }
}
