using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads one address of a server's <c>addr</c>.</summary>
internal static class ListenAddressText
{
    private const string Unix = "unix:";
    private const string Descriptor = "fd:";

    /// <summary>
    /// <c>ip:port</c>, <c>[ipv6]:port</c>, <c>:port</c> (every IPv4 address), <c>localhost:port</c> (127.0.0.1), <c>unix:/path</c>, <c>fd:3</c>
    /// or <c>fd:name</c>.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address.</param>
    /// <param name="wrong">What is wrong with the text and what would do, to be said after it.</param>
    public static bool TryParse(string text, out ListenAddress address, out string wrong)
    {
        address = new ListenAddress(new IPEndPoint(IPAddress.Loopback, 0));
        if (text.StartsWith(Unix, StringComparison.Ordinal)) return TryParsePath(text[Unix.Length..], ref address, out wrong);
        if (text.StartsWith(Descriptor, StringComparison.Ordinal)) return TryParseDescriptor(text[Descriptor.Length..], ref address, out wrong);
        if (!HostAndPort.TrySplit(text, out var host, out var port, out wrong)) return false;
        if (port is null)
        {
            wrong = "has no port; write it as 127.0.0.1:8080";
            return false;
        }

        var ip = host switch
        {
            "" => IPAddress.Any,
            _ when host.Equals("localhost", StringComparison.OrdinalIgnoreCase) => IPAddress.Loopback,
            _ => IPAddress.TryParse(host, out var parsed) ? parsed : null,
        };
        if (ip is null)
        {
            wrong = "is not an IP address and port; write one such as 127.0.0.1:8080, or 0.0.0.0:8080 for every address";
            return false;
        }

        address = new ListenAddress(new IPEndPoint(ip, port.Value));
        return true;
    }

    private static bool TryParsePath(string text, ref ListenAddress address, out string wrong)
    {
        if (!text.StartsWith('/') || text.EndsWith('/'))
        {
            wrong = "is not the full path of a socket; write one such as unix:/run/pingap/http.sock";
            return false;
        }

        // One spelling for one file, or two servers could be given the same.
        if (!SystemPath.TryParse(text, out _, out wrong) || !SystemPath.TryParseSocket(Path.GetFullPath(text), out var path, out wrong)) return false;
        address = new ListenAddress(new UnixDomainSocketEndPoint(path));
        return true;
    }

    private static bool TryParseDescriptor(string text, ref ListenAddress address, out string wrong)
    {
        wrong = "";
        var isNumber = text.Length > 0 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
        if (!isNumber && (text.Length == 0 || !Ascii(text)))
            wrong = "is not a descriptor's number or name; write fd:3, or fd:http with FileDescriptorName=http in the unit of the socket";
        else if (isNumber && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 3))
            wrong = "is not a descriptor that a process is started with; they begin with fd:3";
        if (wrong.Length > 0) return false;
        address = new ListenAddress(new InheritedEndPoint(isNumber ? int.Parse(text, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : text));
        return true;
    }

    /// <summary>Whether systemd would take it for a name: <c>FileDescriptorName=</c> of <c>systemd.socket(5)</c>.</summary>
    private static bool Ascii(string name) => name.Length <= 255 && name.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0;
}
