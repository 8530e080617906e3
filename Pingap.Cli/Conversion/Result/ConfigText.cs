using Pingap.Actors.Configuration;
using Pingap.Cli.Conversion.Findings;
using Pingap.Cli.Conversion.Syntax;
using Pingap.Cli.Conversion.Toml;

namespace Pingap.Cli.Conversion.Result;

/// <summary>Writes a converted configuration as TOML, with each finding above the entity it belongs to.</summary>
internal sealed class ConfigText
{
    private readonly TomlText _toml = new();
    private readonly ILookup<SourcePlace, Finding> _findings;

    private ConfigText(IEnumerable<Finding> findings) => _findings = findings.ToLookup(finding => finding.Place);

    /// <summary>The text.</summary>
    /// <param name="config">What to write.</param>
    /// <param name="source">What it was converted from, as the user called it.</param>
    /// <param name="findings">What is told beside it.</param>
    public static string Of(ConvertedConfig config, string source, IReadOnlyList<Finding> findings)
    {
        var text = new ConfigText(findings);
        text.Head(source, findings);
        if (config.TrustedProxies.Count > 0) text.Basic(config.TrustedProxies);
        foreach (var certificate in config.Certificates) text.Certificate(certificate);
        foreach (var upstream in config.Upstreams) text.Upstream(upstream);
        foreach (var (name, location) in config.Locations) text.Location(name, location);
        foreach (var server in config.Servers) text.Server(server);
        return text._toml.ToString();
    }

    /// <summary>A location without its name: what two of them must have in common to be one.</summary>
    public static string Of(ConvertedLocation location)
    {
        var text = new ConfigText([]);
        text.Location("it", location);
        return text._toml.ToString();
    }

    private void Head(string source, IReadOnlyList<Finding> findings)
    {
        var left = findings.Count(finding => finding.Kind is not FindingKind.Note);
        _toml.Comment($"Converted from {source} by `pingap convert`; {(left == 0 ? "everything was converted" : $"{left} of its directives were not converted, see the comments")}.");
        _toml.Comment("Check it:   pingap check -c FILE");
    }

    private void Basic(IReadOnlyList<string> trusted)
    {
        _toml.Gap();
        _toml.Table("basic");
        _toml.Texts("trusted_proxies", trusted);
    }

    private void Certificate(ConvertedCertificate certificate)
    {
        _toml.Gap();
        _toml.Comment(certificate.Origin.Place.ToString());
        _toml.Table("certificates", certificate.Name);
        if (certificate.Domains.Count > 0) _toml.Text("domains", string.Join(", ", certificate.Domains));
        _toml.Text("tls_cert", PlainText.Of(certificate.CertificateFile));
        _toml.Text("tls_key", PlainText.Of(certificate.KeyFile));
        if (certificate.IsDefault) _toml.Flag("is_default", true);
    }

    private void Upstream(ConvertedUpstream upstream)
    {
        Origin(upstream.Origin, upstream.Remark is null ? upstream.Origin.Children : []);
        if (upstream.Remark is { } remark) _toml.Comment(remark);
        _toml.Table("upstreams", upstream.Name);
        _toml.Texts("addrs", upstream.Addresses);
        _toml.Numbers("weights", upstream.Weights);
        _toml.Texts("backups", upstream.Backups);
        _toml.Text("algorithm", upstream.Algorithm);
        _toml.Text("sni", upstream.Sni);
        _toml.Flag("verify_cert", upstream.VerifiesCertificate);
        _toml.Text("alpn", upstream.Alpn);
        foreach (var (key, time) in upstream.Times) _toml.Text(key, NginxUnits.Written(time));
        if (upstream.MaxFailures is null) return;
        _toml.Number("circuit_break_max_consecutive_failures", upstream.MaxFailures);
        _toml.Number("circuit_break_half_open_consecutive_success_threshold", 1);
        _toml.Text("circuit_break_open_duration", upstream.FailTimeout is { } pause ? NginxUnits.Written(pause) : null);
        if (upstream.FailureStatuses is not { } statuses)
        {
            _toml.Comment("As for nginx, only connections that fail or time out are failures; 599 stands for no status at all.");
            statuses = "599";
        }

        _toml.Text("backend_failure_status_code", statuses);
    }

    private void Location(string name, ConvertedLocation location)
    {
        var content = location.Content;
        // The locations of a server, and what is nested, say for themselves what is theirs.
        Origin(location.Origin, location.Origin.Name is "server" ? [] : location.Origin.Children.Where(child => child.Name is not "location"));
        if (content.Closed is { } why)
        {
            _toml.Comment($"Answers 404: {why}");
            if (content.Upstream is { } open) _toml.Comment($"To open it: first guard it in another way, before the proxy or in the backend; then upstream = \"{open}\", and {(content.Rewrite is { } kept ? $"rewrite = '{kept}'" : "no rewrite")}");
        }

        _toml.Table("locations", name);
        _toml.Text("upstream", content.Closed is null ? content.Upstream : "$closed");
        _toml.Text("path", PathText(location));
        if (location.PathKind is not PathPatternKind.Prefix) _toml.Text("path_type", location.PathKind is PathPatternKind.Exact ? "exact" : "regex");
        else if (!location.Path.EndsWith('/')) _toml.Flag("path_boundary", false);
        if (location.Hosts.Count > 0) _toml.Text("host", string.Join(", ", location.Hosts));
        _toml.Number("priority", location.Priority);

        // No upstream has the empty name, and that is all this expression ever captures.
        _toml.Text("rewrite", content.Closed is null ? content.Rewrite : "(?<closed>)");
        if (content.Closed is null) Forwarding(name, content);
    }

    private void Forwarding(string name, LocationContent content)
    {
        _toml.Text("client_max_body_size", content.MaxBodySize);
        _toml.Number("max_retries", content.MaxRetries);
        _toml.Text("retry_statuses", content.RetryStatuses);
        _toml.Text("max_retry_window", content.RetryWindow is { } window ? NginxUnits.Written(window) : null);
        _toml.Texts("headers_add", content.ResponseFields);
        _toml.Texts("headers_remove", content.HiddenFields);
        _toml.Texts("proxy_add_headers", content.MoreRequestFields);
        _toml.Flag("enable_reverse_proxy_headers", false);
        if (content.RequestFields.Count == 0) return;
        _toml.Gap();
        _toml.Table("locations", name, "proxy_set_headers");
        foreach (var (field, value) in content.RequestFields) _toml.Text(field, value);
    }

    private void Server(ConvertedServer server)
    {
        _toml.Gap();
        foreach (var origin in server.Origins)
        {
            _toml.Comment($"{origin.Place}: {origin.Name}");
            Findings(origin.Children.Where(child => child.Name is not "location").Prepend(origin));
        }

        _toml.Table("servers", server.Name);
        _toml.Text("addr", server.Addresses);
        if (server.HasSocket) _toml.Text("socket_mode", "0666");
        _toml.Texts("locations", server.Locations);
        if (server.IsTls) _toml.Flag("global_certificates", true);
        _toml.Text("tls_min_version", server.OldestTls);
        _toml.Text("tls_max_version", server.NewestTls);
        _toml.Flag("enabled_h2", server.IsHttp2);
    }

    private void Origin(NginxDirective origin, IEnumerable<NginxDirective> owned)
    {
        _toml.Gap();
        _toml.Comment($"{origin.Place}: {string.Join(' ', origin.Args.Prepend(origin.Name))}");
        Findings(owned.Prepend(origin));
    }

    private void Findings(IEnumerable<NginxDirective> directives)
    {
        foreach (var finding in directives.SelectMany(directive => _findings[directive.Place]))
            _toml.Comment($"  line {finding.Place.Line}: {finding.KindText}: {finding.Directive}: {finding.Message}");
    }

    // An empty expression, or one that begins with a marker of the other dialect, would not be taken for an expression.
    private static string PathText(ConvertedLocation location) =>
        location.PathKind is PathPatternKind.Regex && location.Path is "" or ['=' or '~', ..] ? $"(?:){PlainText.Of(location.Path)}" : PlainText.Of(location.Path);
}
