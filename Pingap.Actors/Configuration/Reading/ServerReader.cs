using System.Net;
using System.Net.Sockets;
using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads <c>[servers]</c>.</summary>
internal sealed class ServerReader(ReadingContext context)
{
    private static readonly Dictionary<string, bool> Modules = new() { ["grpc-web"] = true };

    private readonly Dictionary<EndPoint, (ListenAddress Address, SettingText Text)> _listening = [];
    private readonly HashSet<LocationName> _served = [];

    /// <summary>The locations that some server read so far serves.</summary>
    public IReadOnlySet<LocationName> Served => _served;

    /// <summary>Reads one server; addresses are compared with those of the servers read before.</summary>
    public ServerConfig Read(SectionEntry entry)
    {
        var table = new TableReader(context, ServerKeys.Section, entry);
        var forms = new FormReader(context, table);
        var tls = Tls(table);
        return new ServerConfig(
            new ServerName(entry.Name),
            Addresses(table),
            Locations(table),
            tls,
            table.Flag(ServerKeys.EnabledH2) ?? tls is not null)
        {
            AccessLog = forms.Value<string>(ServerKeys.AccessLog, AccessLogText.TryParse),
            Threads = table.Integer(ServerKeys.Threads),
            Ciphers = new TlsCiphers(
                forms.Value<ValueList<string>>(ServerKeys.TlsCipherList, CipherText.TryParseRules) ?? [],
                forms.Value<ValueList<string>>(ServerKeys.TlsCiphersuites, CipherText.TryParseSuites) ?? []),
            Sockets = Sockets(table),
            Timeouts = new DownstreamTimeouts(table.Time(ServerKeys.DownstreamReadTimeout), table.Time(ServerKeys.DownstreamWriteTimeout)),
            Telemetry = new ServerTelemetry(
                forms.Value<MetricsEndpoint>(ServerKeys.PrometheusMetrics, MetricsEndpointText.TryParse),
                forms.Secret(ServerKeys.OtlpExporter, AbsoluteUrl.TryParse),
                table.Flag(ServerKeys.EnableServerTiming) ?? ServerTelemetry.None.ServerTiming),
            // The only module there is: whoever names one wants it.
            GrpcWeb = forms.Choices(ServerKeys.Modules, Modules).Count > 0,
            Remark = forms.Text(ServerKeys.Remark),
        };
    }

    private ListenerSockets Sockets(TableReader table)
    {
        table.Exclude(ServerKeys.TcpFastopen, ServerKeys.TcpFastOpen);
        var otherwise = ListenerSockets.Default;
        return new ListenerSockets(
            TcpReader.KeepAlive(table, otherwise.KeepAlive),
            table.Integer(ServerKeys.TcpFastopen) ?? table.Integer(ServerKeys.TcpFastOpen) ?? otherwise.FastOpenBacklog,
            table.Flag(ServerKeys.ReusePort) ?? otherwise.ReusePort)
        {
            SocketMode = SocketMode(table) ?? otherwise.SocketMode,
        };
    }

    private UnixFileMode? SocketMode(TableReader table)
    {
        if (table.Text(ServerKeys.SocketMode) is not { } text) return null;
        if (FileModeText.TryParse(text.Value, out var mode, out var wrong)) return mode;
        context.Error(text, $"{text.Shown} {wrong}");
        return null;
    }

    private ValueList<ListenAddress> Addresses(TableReader table)
    {
        var addresses = new List<ListenAddress>();
        if (table.Text(ServerKeys.Addr) is not { } text) return [];
        var items = CommaList.Split(text.Value);
        if (items.Count == 0) context.Error(text, $"is empty; write an address such as {ServerKeys.Addr.Example}");
        foreach (var item in items)
        {
            if (!ListenAddressText.TryParse(item, out var address, out var wrong)) context.Error(text, $"{text.ShowPart(item)} {wrong}");
            else if (IsFree(address, text)) addresses.Add(address);
        }

        return addresses.ToValueList();
    }

    private bool IsFree(ListenAddress address, SettingText text)
    {
        if (Taken(address.EndPoint) is var (other, where))
        {
            var what = address == other ? $"{address} is already listened on" : $"{address} overlaps {other}";
            context.Error(text, $"{what}, by {where.Path} at {where.Place}; use another {(address.EndPoint is IPEndPoint ? "port" : "one")}");
            return false;
        }

        // Port 0 is always another one.
        if (address.EndPoint is IPEndPoint { Port: 0 }) return true;
        _listening.Add(address.EndPoint, (address, text));
        if (address.EndPoint is IPEndPoint ip && !IsWildcard(ip)) _listening.TryAdd(OnAnyAddress(ip), (address, text));
        return true;
    }

    /// <summary>The address because of which the system would refuse this one, or <c>null</c>.</summary>
    private (ListenAddress Address, SettingText Text)? Taken(EndPoint endPoint)
    {
        if (_listening.TryGetValue(endPoint, out var same)) return same;

        // Under the wildcard stands it itself, or the first address of its port, which is no obstacle to another one.
        return endPoint is IPEndPoint ip && _listening.TryGetValue(OnAnyAddress(ip), out var any) && IsWildcard(any.Address.EndPoint) ? any : null;
    }

    private static IPEndPoint OnAnyAddress(IPEndPoint endPoint) =>
        new(endPoint.AddressFamily is AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, endPoint.Port);

    private static bool IsWildcard(EndPoint endPoint) =>
        endPoint is IPEndPoint { Address: var address } && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    private ValueList<LocationName> Locations(TableReader table)
    {
        var names = new List<LocationName>();
        var seen = new HashSet<LocationName>();
        foreach (var text in table.Texts(ServerKeys.Locations))
        {
            context.CheckReference(text, LocationKeys.Section, "location");
            var name = new LocationName(text.Value);
            if (!seen.Add(name)) context.Problems.Warning(text.Place, text.Path, $"{text.Shown} is in this list already; remove one of them");
            else names.Add(name);
            _served.Add(name);
        }

        return names.ToValueList();
    }

    private ListenerTls? Tls(TableReader table)
    {
        var minimum = Version(table, ServerKeys.TlsMinVersion) ?? TlsVersion.Tls12;
        var maximum = Version(table, ServerKeys.TlsMaxVersion) ?? TlsVersion.Tls13;
        if (minimum > maximum) table.Error(ServerKeys.TlsMinVersion, "is newer than tls_max_version; no client could connect");
        if (table.Flag(ServerKeys.GlobalCertificates) is not true) return null;
        if (context.IsComplete && context.Tree.Entries(CertificateKeys.Section).Count == 0)
            table.Error(ServerKeys.GlobalCertificates, "asks for TLS, but there is no certificate; add a table [certificates.NAME] with tls_cert and tls_key");
        return new ListenerTls(minimum, maximum);
    }

    private TlsVersion? Version(TableReader table, KeyDefinition key)
    {
        if (table.Text(key) is not { } text) return null;
        var name = text.Value.Trim().ToLowerInvariant();
        if (name.StartsWith("tls", StringComparison.Ordinal)) name = name[3..];
        switch (name.TrimStart('v', ' '))
        {
            case "1.2": return TlsVersion.Tls12;
            case "1.3": return TlsVersion.Tls13;
            case "1" or "1.0" or "1.1": context.Error(text, $"{text.Shown} is not safe any more (RFC 8996); use tlsv1.2 or tlsv1.3"); return null;
            default: context.Error(text, $"{text.Shown} is not a TLS version; use tlsv1.2 or tlsv1.3"); return null;
        }
    }
}
