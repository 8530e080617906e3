using System.Net;
using System.Net.Sockets;
using Pingap.Actors.Configuration;
using Pingap.Cli.Conversion.Findings;
using Pingap.Cli.Conversion.Forwarding;
using Pingap.Cli.Conversion.Listening;
using Pingap.Cli.Conversion.Listing;
using Pingap.Cli.Conversion.Result;
using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion;

/// <summary>Turns an nginx configuration into ours, and lists what it cannot turn.</summary>
internal sealed class NginxConverter
{
    private readonly NginxInput _input;
    private readonly FindingList _findings = new();
    private readonly List<NginxScope> _webs = [];

    private NginxConverter(NginxInput input)
    {
        _input = input;
        var main = new NginxScope(null, input.Directives);

        // A file of sites-enabled has servers that stand in nothing; it is as good as the http block that would include it.
        _webs.Add(main);
        _webs.AddRange(input.Directives.Where(directive => directive.Name == "http").Select(main.Inner));
    }

    /// <summary>Converts.</summary>
    /// <param name="input">The nginx configuration.</param>
    /// <param name="source">What the user calls it.</param>
    /// <param name="certificatePath">How a certificate's file is called from where our configuration will be.</param>
    public static ConversionOutcome Convert(NginxInput input, string source, Func<string, string> certificatePath)
    {
        var converter = new NginxConverter(input);
        var config = converter.Convert(certificatePath);
        var findings = converter._findings.InOrder(input.Files);
        return new ConversionOutcome(config.Servers.Count == 0 ? null : ConfigText.Of(config, source, findings), findings);
    }

    private ConvertedConfig Convert(Func<string, string> certificatePath)
    {
        new DirectiveLister(_findings).List(_input.Directives);
        foreach (var missing in _input.Missing) Missing(missing);
        var servers = Servers();
        var groups = ListenerGroups.Of(servers, _findings).Where(CanListen).ToList();
        var certificates = CertificateFiles.Of(groups, certificatePath, _findings);
        var upstreams = new UpstreamCatalog([.. _webs.SelectMany(web => web.Directives).Where(directive => directive is { Name: "upstream", Block: not null })], _findings);
        var locations = new LocationMaker(servers, new ContentMapper(upstreams, _findings), _findings);
        var names = new EntityNames();
        var converted = groups.Select(group => Server(group, names, locations.Make(group))).ToList();
        foreach (var unused in upstreams.Unused) _findings.Note(unused, $"no location uses {unused.First}; it is left out");
        var scopes = _webs.Concat(servers.SelectMany(server => NginxScopes.Below(server.Scope)));
        return new ConvertedConfig(TrustedProxies.Of(scopes, _findings), certificates, upstreams.All, locations.All, converted);
    }

    private void Missing(MissingInclude missing)
    {
        var message = $"{missing.Include.First}: {missing.Why}";
        if (missing.Lost is IncludeLoss.Nothing) _findings.Note(missing.Include, message);
        else if (missing.Lost is IncludeLoss.NothingHere) _findings.NotConverted(missing.Include, message);
        else if (missing.Block is "server" or "location") _findings.Security(missing.Include, $"{message}; it may guard this {missing.Block}, which answers 404 until that is known");
        else if (missing.Block is "http" || (missing.Block is "" && !_webs.Skip(1).Any()))
            _findings.Security(missing.Include, $"{message}; servers in it are lost, and so are guards in it that hold for all servers");
        else if (missing.Block is "if" or "limit_except") _findings.Security(missing.Include, $"{message}; it may refuse requests");
        else _findings.NotConverted(missing.Include, message);
    }

    private List<NginxServer> Servers()
    {
        var servers = new List<NginxServer>();
        foreach (var web in _webs)
            foreach (var directive in web.Directives.Where(directive => directive is { Name: "server", Block: not null }))
                servers.Add(NginxServer.Read(directive, web, servers.Count, _findings));
        return servers;
    }

    private bool CanListen(ListenerGroup group)
    {
        if (!group.IsTls || group.Servers.Any(CertificateFiles.Has)) return true;
        foreach (var listen in group.Servers.SelectMany(server => server.Listens).Where(listen => group.Addresses.Contains(listen.Address)))
            _findings.NotConverted(listen.Directive, $"no server on {ListenAddress.NameOf(listen.Address)} has a certificate in a file, so nothing can listen there");
        return false;
    }

    private ConvertedServer Server(ListenerGroup group, EntityNames names, IReadOnlyList<string> locations)
    {
        var tls = group.IsTls ? TlsVersions.Of(group, _findings) : TlsVersions.Default;
        return new ConvertedServer(
            names.Take(Like(group)),
            [.. group.Servers.Select(server => server.Directive)],
            string.Join(", ", group.Addresses.Select(ListenAddress.NameOf)),
            locations)
        {
            IsTls = group.IsTls,
            HasSocket = group.Addresses.Any(address => address is UnixDomainSocketEndPoint),
            IsHttp2 = group.IsHttp2 == group.IsTls ? null : group.IsHttp2,
            OldestTls = tls.Oldest,
            NewestTls = tls.Newest,
        };
    }

    private static string Like(ListenerGroup group)
    {
        var (scheme, usual) = group.IsTls ? ("https", 443) : ("http", 80);
        if (group.Addresses[0] is not IPEndPoint { Port: var port }) return $"{scheme}_unix";
        return port == usual ? scheme : $"{scheme}_{port}";
    }
}
