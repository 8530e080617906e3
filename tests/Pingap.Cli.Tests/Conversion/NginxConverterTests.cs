using CsCheck;
using Pingap.Actors.Configuration;
using Pingap.Cli.Conversion;

namespace Pingap.Cli.Tests.Conversion;

public sealed class NginxConverterTests
{
    private static readonly string[] Directives =
    [
        "listen", "server_name", "proxy_pass", "grpc_pass", "rewrite", "return", "proxy_set_header", "add_header", "proxy_hide_header", "client_max_body_size",
        "proxy_read_timeout", "proxy_next_upstream", "proxy_next_upstream_tries", "proxy_ssl_name", "ssl_certificate", "ssl_certificate_key", "ssl_protocols", "ssl", "http2",
        "set_real_ip_from", "real_ip_header", "auth_basic", "allow", "deny", "root", "try_files", "if", "map", "nonsense", "proxy_redirect", "break",
    ];

    private static readonly Gen<string> Words = Gen.OneOf(
        Gen.OneOf(
            "80", "443", "ssl", "[::]:80", "127.0.0.1:0", "a.example", "*.b", "~^(?<x>.)$", "~(", "~a,b", "_", "", "http://up", "https://up/x", "http://10.0.0.1:1/$", "https://[::1]", "http://0.0.0.0",
            "http://255.255.255.255", "http://224.0.0.1", "http://1.2.3", "http://a..b", "http://-:1", "/a", "/a b", "/${HOME}", "$ENV:HOME", "^/a$", "$1", "$x", "${y}z", "${", "$", "'", "\\", "é", "break", "Host", "X-A",
            "Content-Length", "off", "on", "0", "1m", "-1", "30d", "99d", "all", "10.0.0.0/8", "@up", "404", "TLSv1.3", "X-Forwarded-For", "\u0001", "(?i)a{1,2}", "[a", "a]b", "%41%zz", "?", "#", "=~x"),
        Gen.String[Gen.Char["ab/$.*^~\\{}()[]?+|,:'# %=@_-<>1é"], 0, 8]);

    private static readonly Gen<string> Directive = Gen.Select(Gen.OneOf(Directives), Words.Array[0, 3], (name, words) => $"{name} {Quoted(words)};");

    private static readonly Gen<string> Location = Gen.Select(
        Gen.OneOf("", "=", "~", "~*", "^~"), Words, Directive.Array[0, 5], Gen.Bool,
        (modifier, path, directives, isRooted) => $"location {modifier} {Quoted([isRooted ? "/" + path : path])} {{ proxy_pass http://up; {string.Concat(directives)} }}");

    private static readonly Gen<string> Upstream = Gen.Select(Words, Words.Array[0, 2], Directive, (address, options, other) =>
        $"upstream up {{ server b; server {Quoted([address, .. options])}; {other} }}");

    private static readonly Gen<string> Configuration = Gen.Select(
        Upstream, Directive.Array[0, 4], Gen.Select(Directive.Array[0, 6], Location.Array[0, 4]).Array[1, 4],
        (upstream, directives, servers) =>
            $"{upstream} {string.Concat(directives)} {string.Concat(servers.Select(server => $"server {{ {string.Concat(server.Item1)} {string.Concat(server.Item2)} }}"))}");

    [Fact]
    public void Whatever_is_written_the_result_is_valid() => Configuration.Sample(
        text =>
        {
            if (Converted.Outcome(text).Toml is { } toml) Assert.Empty(OwnReading.Errors(new ConfigDocument("converted.toml", toml)));
        },
        iter: 500,
        threads: 1);

    [Theory]
    [InlineData("access_log /x;", "note: access_log")]
    [InlineData("gzip on;", "not converted: gzip")]
    [InlineData("gzip off;", null)]
    [InlineData("sendfile on;", null)]
    [InlineData("proxy_buffering off;", null)]
    [InlineData("map $http_upgrade $c { default upgrade; }", null)]
    [InlineData("map $uri $c { default 1; }", "not converted: map")]
    [InlineData("stream { server { listen 1; } }", "not converted: stream")]
    [InlineData("never_heard_of it;", "not converted: never_heard_of")]
    [InlineData("error_page 404 /x;", "not converted: error_page")]
    [InlineData("merge_slashes off;", "note: merge_slashes")]
    public void A_directive_beside_the_servers_is_told_where_it_means_something(string directive, string? told) =>
        Assert.Equal(told is null ? [] : [told], Converted.From($"http {{ {directive} server {{ location / {{ proxy_pass http://b:1; }} }} }}").Told);

    [Fact]
    public void A_rewrite_of_a_whole_server_is_told() =>
        Assert.Contains("not converted: rewrite", Converted.From("server { rewrite ^/a /b; location / { proxy_pass http://b:1; } }").Told);

    [Fact]
    public void Trusted_proxies_are_those_that_nginx_believes() => Assert.Contains(
        "trusted_proxies = [\"10.0.0.0/8\", \"unix:\"]",
        Converted.From("real_ip_header X-Forwarded-For; set_real_ip_from 10.0.0.0/8; set_real_ip_from unix:; server { location / { proxy_pass http://b:1; } }").Toml,
        StringComparison.Ordinal);

    [Fact]
    public void A_server_on_two_ports_has_its_locations_once() =>
        Assert.Single(Converted.From("server { location / { proxy_pass http://b:1; } } server { listen 81; listen 82; location /x { proxy_pass http://b:1; } }").Config.Locations, entry => entry.Value.Path.Text == "/x");

    private static string Quoted(string[] words) =>
        string.Join(' ', words.Select(word => $"\"{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""));
}
