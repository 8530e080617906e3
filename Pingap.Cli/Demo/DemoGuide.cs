using System.Net;
using System.Net.Sockets;

namespace Pingap.Cli.Demo;

/// <summary>What the demonstration says on the console once it runs: what is there, and what to try.</summary>
/// <param name="writer">Where to.</param>
internal sealed class DemoGuide(TextWriter writer)
{
    /// <summary>Prints the guide.</summary>
    /// <param name="listening">Where the proxy listens.</param>
    /// <param name="backends">What stands behind it.</param>
    public void Print(IPEndPoint listening, IReadOnlyList<DemoBackend> backends)
    {
        var url = $"http://{Reachable(listening)}";
        writer.WriteLine($"""

            The proxy listens on {url} in front of {string.Join(" and ", backends.Select(backend => $"{backend.Name} ({backend.Address})"))}.
            Try, in another terminal:

              curl {url}/                    # again and again: the backends take turns
              for i in 1 2 3 4; do curl -s {url}/weighted | head -1; done    # three to one
              curl -i {url}/api/users        # the backend sees /users; X-Served-By is added
              curl -i {url}/status/503       # an error of the backend passes through
              curl -N {url}/events           # server-sent events, as they come
              curl {url}/slow?ms=3000        # press Ctrl+C here meanwhile: the request still finishes

            Ctrl+C stops it.

            """);
    }

    private static IPEndPoint Reachable(IPEndPoint listening) =>
        !listening.Address.Equals(IPAddress.Any) && !listening.Address.Equals(IPAddress.IPv6Any) ? listening
        : new IPEndPoint(listening.AddressFamily is AddressFamily.InterNetworkV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback, listening.Port);
}
