using System.Globalization;
using System.Net;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Discovery.Dns;

/// <summary>Whom the computer asks, and how it completes short names (resolv.conf(5)).</summary>
/// <param name="Servers">At least one.</param>
/// <param name="Search">Domains that complete short names.</param>
/// <param name="Dots">A name with fewer dots is short.</param>
internal sealed record ResolvConf(ValueList<IPEndPoint> Servers, ValueList<string> Search, int Dots)
{
    private const int DnsPort = 53;
    private const int MostDots = 15;

    /// <summary>What holds without the file: a server on this computer.</summary>
    public static ResolvConf Default { get; } = new([new(IPAddress.Loopback, DnsPort)], [], 1);

    /// <summary>Reads the text of the file; what it cannot make sense of is left out, as the system does.</summary>
    public static ResolvConf Parse(string text)
    {
        var servers = new List<IPEndPoint>();
        var (search, dots) = (Default.Search, Default.Dots);
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            switch (words)
            {
                case ["nameserver", var server, ..]:
                    if (IPAddress.TryParse(server, out var ip)) servers.Add(new IPEndPoint(ip, DnsPort));
                    break;
                case ["domain" or "search", .. var domains]:
                    search = domains.Select(domain => domain.TrimEnd('.').ToLowerInvariant()).Where(HostAndPort.IsHostName).ToValueList();
                    break;
                case ["options", .. var options]:
                    dots = options.Select(DotsOf).LastOrDefault(said => said is not null) ?? dots;
                    break;
            }
        }

        return new ResolvConf(servers.Count > 0 ? servers.ToValueList() : Default.Servers, search, dots);
    }

    private static int? DotsOf(string option) =>
        option.StartsWith("ndots:", StringComparison.Ordinal) && int.TryParse(option.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var dots)
            ? Math.Min(dots, MostDots)
            : null;
}
