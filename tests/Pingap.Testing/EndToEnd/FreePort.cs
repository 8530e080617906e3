using System.Net;
using System.Net.Sockets;

namespace Pingap.Testing.EndToEnd;

/// <summary>
/// Ports of 127.0.0.1 that nobody listens on, for what must have the same port twice. They lie below those that systems hand out by themselves (Linux: from
/// 32768), so that no connection takes one meanwhile.
/// </summary>
public static class FreePort
{
    private const int First = 15_000;
    private const int Last = 30_000;

    /// <summary>One that this process did not hand out before.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref _last);
            if (port > Last) throw new InvalidOperationException("All ports were handed out.");
            if (IsFree(port)) return port;
        }
    }

    // Test processes that run at the same time begin at different ports.
    private static int _last = First + (Environment.ProcessId * 37 % (Last - First - 2_000));

    private static bool IsFree(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            probe.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
