namespace Pingap.Gateway.Transport;

/// <summary>
/// Where the runtime's sockets complete: on the thread pool, or inline on its event threads, which spares two changes of threads a request.
/// The runtime reads that from the environment once, before its first socket.
/// </summary>
public static class SocketCompletions
{
    private const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Whether they complete inline.</summary>
    public static bool AreInline => Environment.GetEnvironmentVariable(Variable) is "1" or "true";

    /// <summary>Completes them inline, unless the user has said otherwise. To be called before the process has a socket.</summary>
    public static void PreferInline()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null) Environment.SetEnvironmentVariable(Variable, "1");
    }
}
