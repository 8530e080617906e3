namespace Pingap.Cli.Tests.Conversion.Listening;

public sealed class ListenersTests
{
    private const string Pass = "location / { proxy_pass http://b:1; }";

    [Theory]
    [InlineData("", "0.0.0.0:80")]
    [InlineData("listen 8080;", "0.0.0.0:8080")]
    [InlineData("listen *:8080;", "0.0.0.0:8080")]
    [InlineData("listen 127.0.0.1;", "127.0.0.1:80")]
    [InlineData("listen localhost:81;", "127.0.0.1:81")]
    [InlineData("listen [::1];", "[::1]:80")]
    [InlineData("listen 80; listen [::]:80;", "0.0.0.0:80, [::]:80")]
    [InlineData("listen [::]:80 ipv6only=off;", "[::]:80, 0.0.0.0:80")]
    [InlineData("listen 80; listen 127.0.0.1:80;", "0.0.0.0:80")]
    [InlineData("listen 80; listen unix:/run/n.sock;", "0.0.0.0:80, unix:/run/n.sock")]
    public void An_address_is_listened_on(string listen, string addresses) =>
        Assert.Contains($"addr = \"{addresses}\"\n", Converted.From($"server {{ {listen} {Pass} }}").Toml, StringComparison.Ordinal);

    [Theory]
    [InlineData("listen 80; listen unix:n.sock;", "not converted: listen")]
    [InlineData("listen 80; listen 443 quic;", "not converted: listen")]
    [InlineData("listen 80 proxy_protocol;", "security: not converted: listen")]
    [InlineData("listen 80; listen 8000-8010;", "not converted: listen")]
    [InlineData("listen 80; listen 443 ssl;", "not converted: listen")]
    [InlineData("listen 80; listen 443 ssl; ssl_certificate /c/$ssl_server_name; ssl_certificate_key k;", "not converted: listen")]
    public void An_address_that_cannot_be_had_is_told(string listen, string told) =>
        Assert.Contains(told, Converted.From($"server {{ {listen} {Pass} }}").Told);

    [Fact]
    public void Everybody_may_connect_to_a_Unix_socket_as_with_nginx()
    {
        var server = Assert.Single(Converted.From($"server {{ listen unix:/run/n.sock; {Pass} }}").Config.Servers).Value;
        Assert.Equal(("http_unix", (UnixFileMode)0b110_110_110), (server.Name.Value, server.Sockets.SocketMode));
    }

    [Fact]
    public void Servers_of_different_ports_are_different_servers_of_ours() => Assert.Equal(
        ["http", "http_8080"],
        Converted.From($"server {{ {Pass} }} server {{ listen 8080; {Pass} }}").Config.Servers.Keys.Select(name => name.Value).Order());

    [Fact]
    public void A_single_address_beside_all_of_them_is_told() =>
        Assert.Contains("not converted: listen", Converted.From($"server {{ listen 80; {Pass} }} server {{ listen 127.0.0.1:80; {Pass} }}").Told);

    [Fact]
    public void No_server_at_all_is_no_configuration() => Assert.Null(Converted.Outcome("http { gzip off; }").Toml);

    [Theory]
    [InlineData("listen 443 ssl;", false)]
    [InlineData("listen 443 ssl http2;", true)]
    [InlineData("listen 443 ssl; http2 on;", true)]
    public void Http2_over_tls_is_spoken_where_nginx_speaks_it(string listen, bool speaks) =>
        Assert.Equal(speaks, Tls(listen).Server.Http2);

    [Theory]
    [InlineData("TLSv1.2 TLSv1.3", "")]
    [InlineData("TLSv1.3", "tls_min_version = \"tlsv1.3\"")]
    [InlineData("TLSv1.2", "tls_max_version = \"tlsv1.2\"")]
    [InlineData("TLSv1 TLSv1.1 TLSv1.2 TLSv1.3", "")]
    public void Tls_versions_are_kept_as_far_as_they_are_safe(string protocols, string line) =>
        Assert.Contains(line, Tls($"listen 443 ssl; ssl_protocols {protocols};").Toml, StringComparison.Ordinal);

    [Fact]
    public void A_certificate_serves_the_names_of_its_servers_and_the_default_one_all_others()
    {
        var converted = Converted.From($$"""
            ssl_certificate_key k;
            server { listen 443 ssl; server_name a.example .b.example; ssl_certificate a; {{Pass}} }
            server { listen 443 ssl; server_name c.example ~^d; ssl_certificate c; {{Pass}} }
            server { listen 443 ssl; server_name e.example; ssl_certificate a; {{Pass}} }
            """);

        Assert.Equal(
            ["a.example,b.example,*.b.example,e.example:True", "c.example:False"],
            converted.Config.Certificates.Values.Select(certificate => $"{string.Join(',', certificate.Domains)}:{certificate.IsDefault}").Order());
    }

    [Theory]
    [InlineData("a.example", "a.example", 1)]
    [InlineData("a.example", "x.a.example", 2)]
    [InlineData("*.example", "x.example", 1)]
    [InlineData("www.*", "www.x.y", 1)]
    [InlineData("www.*", "www", 2)]
    [InlineData(".a.example", "a.example", 1)]
    [InlineData(".a.example", "y.x.a.example", 1)]
    [InlineData("~^(a|b)\\.", "B.example", 1)]
    [InlineData("\"~^a{1,2}$\"", "aa", 1)]
    [InlineData("\"\"", "", 1)]
    [InlineData("_", "_", 2)]
    public void A_host_is_served_by_the_server_that_names_it_or_by_the_default_one(string name, string host, int port) => Assert.Equal(port, Converted.From($$"""
        server { listen 80 default_server; server_name _; location / { proxy_pass http://b:2; } }
        server { server_name {{name}}; location / { proxy_pass http://b:1; } }
        """).Port(host, "/"));

    [Fact]
    public void A_path_that_its_server_has_no_location_for_falls_to_no_other_server()
    {
        var converted = Converted.From("""
            server { server_name _; location / { proxy_pass http://b:1; } }
            server { server_name a.example; location /api { proxy_pass http://b:2; } }
            """);

        Assert.Equal((2, null, 1), (converted.Port("a.example", "/api"), converted.Port("a.example", "/other"), converted.Port("b.example", "/other")));
    }

    private static Converted Tls(string listen) => Converted.From($"server {{ {listen} ssl_certificate c; ssl_certificate_key k; {Pass} }}");
}
