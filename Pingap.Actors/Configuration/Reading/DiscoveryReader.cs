using System.Net;
using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads how the backends of one upstream are found.</summary>
internal sealed class DiscoveryReader
{
    private const string Kinds = "use static, dns, docker, file or transparent";

    private static readonly DiscoveryConfig Otherwise = DiscoveryConfig.Static;

    private readonly ReadingContext _context;
    private readonly TableReader _table;
    private readonly FormReader _forms;
    private readonly DiscoveryKind? _kind;

    /// <summary>Reads the kind of discovery, which says what the addresses are.</summary>
    public DiscoveryReader(ReadingContext context, TableReader table)
    {
        (_context, _table, _forms) = (context, table, new FormReader(context, table));
        if (table.Text(UpstreamKeys.Discovery) is not { Value.Length: > 0 } text) return;
        switch (text.Value)
        {
            case "static": _kind = DiscoveryKind.Static; break;
            case "dns": _kind = DiscoveryKind.Dns; break;
            case "docker": (_kind, HasAddresses) = (DiscoveryKind.Docker, false); break;
            case "file": (_kind, HasAddresses) = (DiscoveryKind.File, false); break;
            case "transparent": (_kind, HasAddresses) = (DiscoveryKind.Transparent, false); break;
            default:
                // There are no addresses then, so that nothing could stand in for them.
                HasAddresses = false;
                context.Error(text, $"{text.Shown} is not a kind of discovery; {Kinds}");
                break;
        }
    }

    /// <summary>Whether <c>addrs</c> holds addresses.</summary>
    public bool HasAddresses { get; private set; } = true;

    /// <summary>Whether requests name their backends.</summary>
    public bool IsTransparent => _kind is DiscoveryKind.Transparent;

    /// <summary>The settings of an upstream with these backends.</summary>
    /// <param name="backends">Those of <c>addrs</c>, or none.</param>
    /// <param name="defaultPort">The port of backends that come without one.</param>
    public DiscoveryConfig Read(ValueList<BackendConfig> backends, int defaultPort)
    {
        var kind = _kind ?? (backends.All(IsOneMachine) ? DiscoveryKind.Static : DiscoveryKind.Dns);
        var found = new DiscoveryConfig(
            kind,
            new DnsConfig(
                _forms.Value<ValueList<IPEndPoint>>(UpstreamKeys.DnsServer, DnsText.TryParseServers) ?? [],
                _forms.Value<string>(UpstreamKeys.DnsDomain, DnsText.TryParseDomain),
                _forms.Value<ValueList<string>>(UpstreamKeys.DnsSearch, DnsText.TryParseDomains) ?? []),
            _table.Time(UpstreamKeys.UpdateFrequency) ?? Otherwise.UpdateInterval,
            _table.Flag(UpstreamKeys.Ipv4Only) ?? Otherwise.Ipv4Only);
        var network = _forms.Text(UpstreamKeys.DockerNetwork);
        return kind switch
        {
            DiscoveryKind.Docker => found with
            {
                Containers = Entries<ContainerLabel>(ContainerLabelText.TryParse, (label, _) => label),
                DockerNetwork = network,
                DefaultPort = defaultPort,
            },
            DiscoveryKind.File => found with { Files = Entries<string>(SystemPath.TryParse, BesideConfiguration), DefaultPort = defaultPort },
            DiscoveryKind.Transparent => found with
            {
                Dialed = Entries<DialedHost>(DialedHostText.TryParse, (host, _) => host.Port == 0 ? host with { Port = defaultPort } : host),
                DefaultPort = defaultPort,
            },
            _ => found,
        };
    }

    /// <summary>The system's own name of this computer is resolved when connecting: its addresses of both families are one machine.</summary>
    private static bool IsOneMachine(BackendConfig backend) => IPAddress.TryParse(backend.Address.Host, out _) || ThisComputer.IsNamed(backend.Address.Host);

    /// <summary>Relative paths begin in the folder of the file that names them, as those of certificates do.</summary>
    private static string BesideConfiguration(string path, SettingText text) => Path.Combine(Path.GetDirectoryName(text.Place.File) ?? "", path);

    private ValueList<T> Entries<T>(TextForm<T> form, Func<T, SettingText, T> placed)
        where T : class
    {
        var entries = new Dictionary<string, (T Value, SettingText Text)>(StringComparer.Ordinal);
        if (!IsTransparent && _table.Has(UpstreamKeys.Weights))
            _table.Error(UpstreamKeys.Weights, "goes with addresses, and there are none in addrs; write weights behind the labels, or into the files");
        var texts = _table.Texts(UpstreamKeys.Addrs);
        if (_table.IsEmpty(UpstreamKeys.Addrs))
            _table.Error(UpstreamKeys.Addrs, "is empty; write at least one label of containers, path of a file, or host that may be dialed");
        foreach (var text in texts)
        {
            if (text.Value.Length == 0) _context.Error(text, "is empty; write a label of containers, the path of a file, or a host that may be dialed");
            else if (!form(text.Value, out var value, out var wrong)) _context.Error(text, $"{text.Shown} {wrong}");
            else if (!entries.TryAdd(value.ToString()!, (placed(value, text), text))) _context.Error(text, $"{text.Shown} is the same as {entries[value.ToString()!].Text.Path}; remove one of them");
        }

        return entries.Values.Select(entry => entry.Value).ToValueList();
    }
}
