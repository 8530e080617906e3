using Microsoft.Extensions.Logging;
using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Transport;

/// <summary>The transports there are, and which of them is used.</summary>
public sealed class ClientTransports(EpollLoops loops, ILogger<ClientTransports> logger)
{
    /// <summary>The variable of the environment that chooses where the configuration does not.</summary>
    public const string Variable = "PINGAP_TRANSPORT";

    /// <summary>What is used where nobody chooses: the loops, which cost less a request, where the system has them.</summary>
    public static readonly TransportKind Default = OperatingSystem.IsLinux() ? TransportKind.Epoll : TransportKind.Sockets;

    private readonly SocketsTransport _sockets = new(logger);
    private readonly EpollTransport _epoll = new(loops);

    /// <summary>What the environment chooses, or the default.</summary>
    /// <param name="problem">What is wrong with the environment's choice, and what would do; else <c>null</c>.</param>
    public static TransportKind OfEnvironment(out string? problem)
    {
        problem = null;
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text) return Default;
        if (!TransportName.TryParse(text, OperatingSystem.IsLinux(), out var kind, out var wrong)) problem = $"\"{text}\" {wrong}";
        return kind;
    }

    /// <summary>One of them.</summary>
    internal IClientTransport Of(TransportKind kind) => kind is TransportKind.Epoll ? _epoll : _sockets;
}
