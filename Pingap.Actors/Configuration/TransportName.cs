namespace Pingap.Actors.Configuration;

/// <summary>Reads the names of transports: <c>sockets</c>, <c>epoll</c>.</summary>
public static class TransportName
{
    /// <summary>Reads a name, for a system that is Linux or is not.</summary>
    /// <param name="text">The name.</param>
    /// <param name="isLinux">Whether it is for Linux.</param>
    /// <param name="kind">The transport.</param>
    /// <param name="wrong">Why it cannot be, and what would do: the end of a sentence that begins with the name.</param>
    public static bool TryParse(string text, bool isLinux, out TransportKind kind, out string wrong)
    {
        kind = text is "epoll" ? TransportKind.Epoll : TransportKind.Sockets;
        wrong = text is "epoll" ? "is there on Linux only; use sockets" : "is not a transport; use sockets or epoll";
        return text is "sockets" || (text is "epoll" && isLinux);
    }
}
