using System.Net;

namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads the servers and domains of DNS.</summary>
internal static class DnsText
{
    private const int DnsPort = 53;

    /// <summary>Reads servers separated by commas: <c>10.0.0.53,[::1]:5353</c>; the port is 53 when not given.</summary>
    public static bool TryParseServers(string text, out ValueList<IPEndPoint> servers, out string wrong)
    {
        servers = [];
        wrong = "";
        var found = new List<IPEndPoint>();
        foreach (var item in CommaList.Split(text))
        {
            if (HostAndPort.TrySplit(item, out var host, out var port, out wrong) && port is not 0 && IPAddress.TryParse(host, out var ip))
            {
                found.Add(new IPEndPoint(ip, port ?? DnsPort));
                continue;
            }

            wrong = "has a server that is not an IP address; write one such as 10.0.0.53 or [::1]:5353";
            return false;
        }

        servers = found.ToValueList();
        return true;
    }

    /// <summary>Reads one domain; a dot at its end is dropped.</summary>
    public static bool TryParseDomain(string text, out string domain, out string wrong)
    {
        domain = text.TrimEnd('.').ToLowerInvariant();
        wrong = "is not a domain; write one such as internal.example";
        return HostAndPort.IsHostName(domain);
    }

    /// <summary>Reads domains separated by commas.</summary>
    public static bool TryParseDomains(string text, out ValueList<string> domains, out string wrong)
    {
        domains = [];
        wrong = "";
        var found = new List<string>();
        foreach (var item in CommaList.Split(text))
        {
            if (TryParseDomain(item, out var domain, out _))
            {
                found.Add(domain);
                continue;
            }

            wrong = "has something that is not a domain; write domains separated by commas, such as a.example,b.example";
            return false;
        }

        domains = found.ToValueList();
        return true;
    }
}
