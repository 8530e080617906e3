using System.Net;
using System.Net.Sockets;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Discovery.Dns;

/// <summary>Looks names up in DNS: every address is a backend. A name such as <c>_http._tcp.example.com</c> is looked up as a service (SRV).</summary>
/// <param name="question">The names, and whom to ask.</param>
/// <param name="system">What the computer says of names.</param>
public sealed class DnsDiscovery(DiscoveryQuestion question, DnsSystem system) : IDiscovery
{
    private readonly DiscoveryConfig _how = question.How;
    private readonly KnownAddresses _known = new();
    private DnsServers? _asked;

    /// <inheritdoc/>
    public async Task<DiscoveryReading> ReadAsync(CancellationToken cancellation)
    {
        // (1) what the system says may have changed since
        var view = new SystemView(
            _how.Dns.Servers.Count == 0 ? ResolvConf.Parse(TextOf(system.ResolvConf)) : ResolvConf.Default,
            _how.Dns.Servers.Count == 0 ? TextOf(system.Hosts) : "",
            !_how.Ipv4Only && system.HasIpv6());
        var servers = _how.Dns.Servers.Count == 0 ? view.Conf.Servers : _how.Dns.Servers;
        if (_asked is null || !_asked.Servers.Equals(servers)) _asked = new DnsServers(servers);

        // (2) every entry for itself
        var dns = _asked;
        var answers = await Task.WhenAll(question.Configured.Select(entry => LookUpAsync(dns, entry, view, cancellation))).ConfigureAwait(false);

        // (3) the answer that is good for the shortest time says when to ask again
        return new DiscoveryReading(answers.Select(answer => answer.Reading).ToValueList(), answers.Min(answer => answer.FreshFor));
    }

    /// <inheritdoc/>
    public IDisposable? Watch(Action changed) => null;

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held open between two questions.
    }

    private async Task<(EntryReading Reading, TimeSpan? FreshFor)> LookUpAsync(DnsServers dns, BackendConfig entry, SystemView view, CancellationToken cancellation)
    {
        var (name, host) = (entry.Address.ToString(), entry.Address.Host);
        if (IPAddress.TryParse(host, out _) || ThisComputer.IsNamed(host)) return (EntryReading.Found(name, [entry]), null);
        var answer = SrvTarget.IsService(host)
            ? await ServiceAsync(dns, entry, view, cancellation).ConfigureAwait(false)
            : Backends(await HostAsync(dns, host, view, cancellation).ConfigureAwait(false), entry.Address.Port, entry);
        return answer.Status switch
        {
            EntryStatus.Found => OnlyMachines(name, answer),
            EntryStatus.Gone => (EntryReading.Gone(name, answer.Trouble), null),
            _ => (EntryReading.Failed(name, answer.Trouble), null),
        };
    }

    private async Task<DnsAnswer<IPAddress>> HostAsync(DnsServers dns, string host, SystemView view, CancellationToken cancellation)
    {
        var own = HostsFile.Find(view.Hosts, host).Where(ip => view.WantsIpv6 || ip.AddressFamily is AddressFamily.InterNetwork).ToList();
        return own.Count > 0
            ? DnsAnswer<IPAddress>.Found(own, null)
            : await FirstAsync(FullNames.Of(host, _how.Dns, view.Conf), name => AddressesAsync(dns, name, view, cancellation)).ConfigureAwait(false);
    }

    /// <summary>
    /// The first of the full names that is there. One of which nobody could say ends the search: it may be the one that is meant, and requests must not
    /// go to a namesake in another domain because a server was down for a moment.
    /// </summary>
    private static async Task<DnsAnswer<T>> FirstAsync<T>(IReadOnlyList<string> names, Func<string, Task<DnsAnswer<T>>> ask)
    {
        var last = DnsAnswer<T>.Gone("");
        foreach (var name in names)
        {
            last = await ask(name).ConfigureAwait(false);
            if (last.Status is not EntryStatus.Gone) return last;
        }

        return last;
    }

    /// <summary>
    /// One family that answers is enough: there are servers that cannot say that a name has no IPv6 address. Where the other one had addresses, it keeps them.
    /// </summary>
    private async Task<DnsAnswer<IPAddress>> AddressesAsync(DnsServers dns, string name, SystemView view, CancellationToken cancellation)
    {
        AddressFamily[] families = view.WantsIpv6 ? [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6] : [AddressFamily.InterNetwork];
        var answers = await Task.WhenAll(families.Select(family => dns.AddressesAsync(name, family, cancellation))).ConfigureAwait(false);
        for (var i = 0; i < families.Length; i++) _known.Heard(name, families[i], answers[i]);
        var found = answers.Where(answer => answer.Status is EntryStatus.Found).ToList();
        var failed = answers.FirstOrDefault(answer => answer.Status is EntryStatus.Failed);
        if (found.Count == 0) return failed ?? answers[0];
        var items = found.SelectMany(answer => answer.Items).ToList();
        var kept = families.Where((_, i) => answers[i].Status is EntryStatus.Failed).SelectMany(family => _known.Of(name, family)).ToList();
        return kept.Count > 0 ? DnsAnswer<IPAddress>.Partly([.. items, .. kept], failed!.Trouble) : DnsAnswer<IPAddress>.Found(items, found.Min(answer => answer.FreshFor));
    }

    private async Task<DnsAnswer<BackendConfig>> ServiceAsync(DnsServers dns, BackendConfig entry, SystemView view, CancellationToken cancellation)
    {
        var service = await FirstAsync(FullNames.Of(entry.Address.Host, _how.Dns, view.Conf), name => dns.ServicesAsync(name, cancellation)).ConfigureAwait(false);
        if (service.Status is not EntryStatus.Found) return new(service.Status, [], null, service.Trouble);
        var failed = "";
        foreach (var targets in SrvTarget.ByPriority(service.Items))
        {
            var answers = await Task.WhenAll(targets.Select(TargetAsync)).ConfigureAwait(false);
            var found = answers.Where(answer => answer.Status is EntryStatus.Found).ToList();
            if (found.Count > 0)
            {
                var items = found.SelectMany(answer => answer.Items).ToList();
                var trouble = found.FirstOrDefault(answer => answer.Trouble.Length > 0)?.Trouble;
                return trouble is null
                    ? DnsAnswer<BackendConfig>.Found(items, found.Select(answer => answer.FreshFor).Append(service.FreshFor).Min())
                    : DnsAnswer<BackendConfig>.Partly(items, trouble);
            }

            failed = answers.FirstOrDefault(answer => answer.Status is EntryStatus.Failed)?.Trouble ?? failed;
        }

        return failed.Length > 0 ? DnsAnswer<BackendConfig>.Failed(failed) : DnsAnswer<BackendConfig>.Gone("DNS has no machine for this service");

        async Task<DnsAnswer<BackendConfig>> TargetAsync(SrvTarget target)
        {
            var name = $"{target.Host.TrimEnd('.')}.";
            var answer = await AddressesAsync(dns, name, view, cancellation).ConfigureAwait(false);
            if (answer.Status is EntryStatus.Failed && _known.Of(name) is { Count: > 0 } known) answer = DnsAnswer<IPAddress>.Partly(known, answer.Trouble);
            return Backends(answer, target.Port, entry with { Weight = target.WeightIn(entry.Weight) });
        }
    }

    // Servers turn the order of addresses round from one answer to the next, which is no change.
    private static DnsAnswer<BackendConfig> Backends(DnsAnswer<IPAddress> answer, int port, BackendConfig entry) => new(
        answer.Status,
        [.. answer.Items.Distinct()
            .OrderBy(ip => ip.AddressFamily is AddressFamily.InterNetworkV6)
            .ThenBy(ip => Convert.ToHexString(ip.GetAddressBytes()), StringComparer.Ordinal)
            .Select(ip => entry with { Address = new BackendAddress(ip.ToString(), port) })],
        answer.FreshFor,
        answer.Trouble);

    /// <summary>DNS is asked of others: it must not lead where the configuration itself may not.</summary>
    private static (EntryReading Reading, TimeSpan? FreshFor) OnlyMachines(string name, DnsAnswer<BackendConfig> answer)
    {
        var machines = answer.Items.Where(backend => MachineAddress.Wrong(IPAddress.Parse(backend.Address.Host)) is null).ToList();
        if (machines.Count == answer.Items.Count) return (EntryReading.Found(name, machines, answer.Trouble), answer.FreshFor);
        var unfit = answer.Items.Except(machines).First().Address.Host;
        var trouble = $"DNS says {unfit}, which {MachineAddress.Wrong(IPAddress.Parse(unfit))}";
        return (machines.Count > 0 ? EntryReading.Found(name, machines, trouble) : EntryReading.Gone(name, trouble), answer.FreshFor);
    }

    private static string TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return ""; // as the system does: there are computers without these files
        }
    }

    private sealed record SystemView(ResolvConf Conf, string Hosts, bool WantsIpv6);
}
