using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Transport;

/// <summary>
/// Where the runtime's sockets complete: on the thread pool, or inline on its event threads, which spares two changes of threads a request.
/// The runtime reads that from the environment once, before its first socket, and knows no other way to be told.
/// </summary>
internal static class SocketCompletions
{
    private const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Whether they complete inline; only "1" means so to the runtime.</summary>
    public static bool AreInline => Environment.GetEnvironmentVariable(Variable) is "1";

    /// <summary>Has them complete inline where clients' connections are among them, and not where those are on loops: what is left for them then, such as handshakes, computes and belongs to the pool.</summary>
    /// <param name="transport">What carries clients' connections. No socket may have been used before.</param>
    public static void ChooseFor(TransportKind transport)
    {
        // Who starts the proxy may say otherwise.
        if (transport is TransportKind.Sockets && Environment.GetEnvironmentVariable(Variable) is null) Environment.SetEnvironmentVariable(Variable, "1");
    }
}
