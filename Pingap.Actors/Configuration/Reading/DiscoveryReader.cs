using System.Net;
using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads how the backends of one upstream are found.</summary>
internal sealed class DiscoveryReader
{
    private readonly TableReader _table;
    private readonly FormReader _forms;
    private readonly DiscoveryKind? _kind;

    /// <summary>Reads the kind of discovery, which says what the addresses are.</summary>
    public DiscoveryReader(ReadingContext context, TableReader table)
    {
        (_table, _forms) = (table, new FormReader(context, table));
        if (table.Text(UpstreamKeys.Discovery) is not { Value.Length: > 0 } text) return;
        switch (text.Value)
        {
            case "static": _kind = DiscoveryKind.Static; break;
            case "dns": _kind = DiscoveryKind.Dns; break;
            // Their addresses are no addresses, or there are none, so that nothing could stand in for them.
            case "docker" or "transparent": Refuse($"{text.Shown} is {NotYet.MustNotBeIgnored}; use static or dns"); break;
            default: Refuse($"{text.Shown} is not a kind of discovery; use static or dns"); break;
        }

        void Refuse(string message)
        {
            HasAddresses = false;
            context.Error(text, message);
        }
    }

    /// <summary>Whether <c>addrs</c> holds addresses.</summary>
    public bool HasAddresses { get; private set; } = true;

    /// <summary>The settings of an upstream with these backends.</summary>
    public DiscoveryConfig Read(ValueList<BackendConfig> backends)
    {
        var otherwise = DiscoveryConfig.Static;
        return new DiscoveryConfig(
            _kind ?? (backends.All(HasIpAddress) ? DiscoveryKind.Static : DiscoveryKind.Dns),
            new DnsConfig(
                _forms.Value<ValueList<IPEndPoint>>(UpstreamKeys.DnsServer, DnsText.TryParseServers) ?? [],
                _forms.Value<string>(UpstreamKeys.DnsDomain, DnsText.TryParseDomain),
                _forms.Value<ValueList<string>>(UpstreamKeys.DnsSearch, DnsText.TryParseDomains) ?? []),
            _table.Time(UpstreamKeys.UpdateFrequency) ?? otherwise.UpdateInterval,
            _table.Flag(UpstreamKeys.Ipv4Only) ?? otherwise.Ipv4Only);
    }

    private static bool HasIpAddress(BackendConfig backend) => IPAddress.TryParse(backend.Address.Host, out _);
}
