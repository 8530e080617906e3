using System.Net;
using Pingap.Cli.Conversion.Findings;

namespace Pingap.Cli.Conversion.Listening;

/// <summary>Finds out which servers share which addresses.</summary>
internal static class ListenerGroups
{
    /// <summary>The groups in the order of their first address.</summary>
    /// <param name="servers">All servers in the order of the file.</param>
    /// <param name="findings">Receives addresses that cannot be listened on beside others.</param>
    public static IReadOnlyList<ListenerGroup> Of(IReadOnlyList<NginxServer> servers, FindingList findings)
    {
        var byAddress = new OrderedDictionary<EndPoint, List<(NginxServer Server, ListenAddressUse Use)>>();
        foreach (var server in servers)
        {
            foreach (var use in server.Listens)
            {
                if (!byAddress.TryGetValue(use.Address, out var uses)) byAddress.Add(use.Address, uses = []);
                if (uses.Count == 0 || uses[^1].Server != server) uses.Add((server, use));
            }
        }

        var groups = new List<ListenerGroup>();
        foreach (var (address, uses) in byAddress)
        {
            if (IsHiddenBehindWildcard(address, uses, byAddress, findings)) continue;
            var group = Group(address, uses);
            var same = groups.FindIndex(other => AreAlike(other, group));
            if (same < 0) groups.Add(group);
            else groups[same] = groups[same] with { Addresses = [.. groups[same].Addresses, address] };
        }

        return groups;
    }

    private static ListenerGroup Group(EndPoint address, List<(NginxServer Server, ListenAddressUse Use)> uses) => new(
        [address],
        [.. uses.Select(use => use.Server)],
        uses.FirstOrDefault(use => use.Use.IsDefault, uses[0]).Server,
        uses.Exists(use => use.Use.IsTls),
        uses.Exists(use => use.Use.IsHttp2 || use.Server.Scope.Value("http2", "off") is "on"));

    private static bool AreAlike(ListenerGroup one, ListenerGroup other) =>
        one.Servers.SequenceEqual(other.Servers) && one.Default == other.Default && one.IsTls == other.IsTls && one.IsHttp2 == other.IsHttp2;

    /// <summary>nginx tells connections to a single address from those to all of them; the system would let us listen on one of both only.</summary>
    private static bool IsHiddenBehindWildcard(
        EndPoint address,
        List<(NginxServer Server, ListenAddressUse Use)> uses,
        OrderedDictionary<EndPoint, List<(NginxServer Server, ListenAddressUse Use)>> byAddress,
        FindingList findings)
    {
        if (address is not IPEndPoint { Port: var port }) return false;
        var every = new IPEndPoint(address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, port);
        if (every.Equals(address) || !byAddress.TryGetValue(every, out var there)) return false;
        if (AreAlike(Group(address, uses), Group(address, there))) return true;
        foreach (var (_, use) in uses)
            findings.NotConverted(use.Directive, $"{address} cannot be listened on beside {every}; requests there go to the servers of {every}");
        return true;
    }
}
