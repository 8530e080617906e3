namespace Pingap.Gateway.Transport;

/// <summary>
/// Where the runtime's sockets complete: on the thread pool, or inline on its event threads, which spares two changes of threads a request.
/// The runtime reads that from the environment once, before its first socket; whoever sets it chooses.
/// </summary>
internal static class SocketCompletions
{
    private const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Whether they complete inline.</summary>
    public static bool AreInline => Environment.GetEnvironmentVariable(Variable) is "1" or "true";
}
