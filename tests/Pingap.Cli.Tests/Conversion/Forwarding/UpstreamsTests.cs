using Pingap.Actors.Configuration;

namespace Pingap.Cli.Tests.Conversion.Forwarding;

public sealed class UpstreamsTests
{
    [Theory]
    [InlineData("server a; server b:81 weight=3;", "a:80=1 b:81=3")]
    [InlineData("server a; server b down;", "a:80=1 b:80=0")]
    [InlineData("server a; server b backup;", "a:80=1 b:80=1 backup")]
    [InlineData("server a; server b weight=3 backup; server b backup;", "a:80=1 b:80=4 backup")]
    [InlineData("server a; server a backup;", "a:80=1")]
    [InlineData("server a; server unix:/run/x;", "a:80=1")]
    [InlineData("server a; server a weight=2;", "a:80=3")]
    [InlineData("server [::1]:81; server 10.0.0.1;", "::1:81=1 10.0.0.1:80=1")]
    public void Backends_and_their_shares_are_kept(string lines, string backends) => Assert.Equal(
        backends,
        string.Join(' ', Converted.FromUpstream(lines).Upstream.Backends.Select(backend => $"{backend.Address.Host}:{backend.Address.Port}={backend.Weight}{(backend.IsBackup ? " backup" : "")}")));

    [Theory]
    [InlineData("", BalancingAlgorithm.RoundRobin, 0)]
    [InlineData("least_conn;", BalancingAlgorithm.LeastConnections, 0)]
    [InlineData("ip_hash;", BalancingAlgorithm.Hash, 0)]
    [InlineData("hash $remote_addr consistent;", BalancingAlgorithm.Hash, 0)]
    [InlineData("hash $request_uri;", BalancingAlgorithm.Hash, 0)]
    [InlineData("hash $request_uri$host;", BalancingAlgorithm.RoundRobin, 1)]
    [InlineData("random;", BalancingAlgorithm.Random, 0)]
    [InlineData("random two least_conn;", BalancingAlgorithm.PowerOfTwoChoices, 0)]
    [InlineData("least_time header;", BalancingAlgorithm.PeakEwma, 0)]
    [InlineData("sticky cookie srv_id;", BalancingAlgorithm.RoundRobin, 1)]
    [InlineData("keepalive 16; zone app 64k;", BalancingAlgorithm.RoundRobin, 0)]
    public void The_way_of_choosing_is_kept(string line, BalancingAlgorithm algorithm, int told)
    {
        var converted = Converted.FromUpstream($"{line} server a;");

        Assert.Equal((algorithm, told), (converted.Upstream.Balancing.Algorithm, converted.Told.Count));
    }

    [Fact]
    public void Failures_that_take_a_backend_out_become_the_breaker()
    {
        var breaker = Converted.FromUpstream("server a max_fails=3 fail_timeout=30s;").Upstream.Breaker;

        Assert.Equal((3, TimeSpan.FromSeconds(30), 1), (breaker.MaxConsecutiveFailures, breaker.OpenDuration, breaker.HalfOpenSuccesses));
    }

    [Fact]
    public void Max_fails_0_is_no_breaker() => Assert.Equal(0, Converted.FromUpstream("server a max_fails=0;").Upstream.Breaker.MaxConsecutiveFailures);

    [Fact]
    public void Times_of_a_location_make_an_upstream_of_their_own()
    {
        var converted = Converted.From("""
            upstream app { server a; }
            server {
                location / { proxy_pass http://app; }
                location /b { proxy_pass http://app; }
                location /c { proxy_pass http://app; proxy_connect_timeout 2s; proxy_read_timeout 1h; proxy_send_timeout 5; }
            }
            """);

        Assert.Equal(["app", "app_2"], converted.Config.Upstreams.Keys.Select(name => name.Value).Order());
        var times = converted.Config.Upstreams[converted.Take("", "/c")!.Upstream.Name!.Value].Timeouts;
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromHours(1), TimeSpan.FromSeconds(5)), (times.Connect, times.Read, times.Write));
    }

    [Theory]
    [InlineData("proxy_pass https://b.example;", "b.example", false, 443)]
    [InlineData("proxy_pass https://b.example:8443; proxy_ssl_verify on;", "b.example", true, 8443)]
    [InlineData("proxy_pass https://10.0.0.1; proxy_ssl_name c.example;", "c.example", false, 443)]
    [InlineData("proxy_pass https://10.0.0.1;", "localhost", false, 443)]
    public void Tls_towards_the_backend_is_kept(string directives, string sni, bool verifies, int port)
    {
        var upstream = Converted.FromLocation(directives).Upstream;

        Assert.Equal((new UpstreamTls(sni, verifies), port), (upstream.Tls, upstream.Backends[0].Address.Port));
    }

    [Fact]
    public void Grpc_backends_speak_http2() => Assert.Equal(UpstreamProtocol.Http2, Converted.FromLocation("grpc_pass grpc://b:1;").Upstream.Protocol);

    [Fact]
    public void An_upstream_without_backends_closes_the_location() => Assert.Null(Converted.FromUpstream("server unix:/run/x;").Location.Upstream.Name);

    [Fact]
    public void An_unused_upstream_is_told() => Assert.Contains("note: upstream", Converted.From("upstream x { server a; } server { location / { proxy_pass http://b; } }").Told);

    [Theory]
    [InlineData("$remote_addr", HashSource.ClientAddress, "")]
    [InlineData("$request_uri", HashSource.Url, "")]
    [InlineData("$uri", HashSource.Path, "")]
    [InlineData("$http_x_user", HashSource.Header, "x-user")]
    [InlineData("$cookie_session", HashSource.Cookie, "session")]
    [InlineData("$arg_id", HashSource.Query, "id")]
    public void What_is_hashed_is_kept(string key, HashSource source, string name) =>
        Assert.Equal(BalancingConfig.HashOf(source, name), Converted.FromUpstream($"hash {key} consistent; server a;").Upstream.Balancing);
}
