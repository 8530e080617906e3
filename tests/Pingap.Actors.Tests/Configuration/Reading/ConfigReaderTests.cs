using System.Net;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;

namespace Pingap.Actors.Tests.Configuration.Reading;

public class ConfigReaderTests
{
    [Fact]
    public void A_configuration_without_basic_has_its_defaults() => Assert.Equal(BasicConfig.Default, ReadingOf.Valid(ReadingOf.Text("[servers.s]\naddr = \":0\"")).Basic);

    [Fact]
    public void Basic_settings_are_read()
    {
        var basic = ReadingOf.Valid(ReadingOf.Text("""
            [basic]
            name = "edge"
            threads = 4
            grace_period = "1m30s"
            trusted_proxies = ["10.0.0.0/8", "::1"]
            log_level = "WARN"
            log_format_json = true
            [servers.s]
            addr = ":0"
            """)).Basic;
        Assert.Equal(
            new BasicConfig("edge", 4, TimeSpan.FromSeconds(90), [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("::1/128")], LogSeverity.Warn, true), basic);
    }

    [Fact]
    public void Peers_on_Unix_sockets_are_trusted_where_the_list_says_so()
    {
        var basic = ReadingOf.Valid(ReadingOf.Text("[basic]\ntrusted_proxies = [\"unix:\", \"::1\"]\n[servers.s]\naddr = \":0\"")).Basic;
        Assert.True(basic.TrustsUnixSockets);
        Assert.Equal([IPNetwork.Parse("::1/128")], basic.TrustedProxies);
    }

    [Fact]
    public void A_server_says_who_may_connect_to_its_Unix_sockets()
    {
        var server = ReadingOf.ValidServer("addr = \"unix:/run/x.sock,fd:http\"\nsocket_mode = \"0202\"");
        Assert.Equal(["unix:/run/x.sock", "fd:http"], server.Addresses.Select(address => address.ToString()));
        Assert.Equal(UnixFileMode.UserWrite | UnixFileMode.OtherWrite, server.Sockets.SocketMode);
    }

    [Fact]
    public void A_server_listens_on_every_address_of_its_list()
    {
        var server = ReadingOf.ValidServer("addr = \"127.0.0.1:8080, [::1]:8080,:0\"");
        Assert.Equal(["127.0.0.1:8080", "[::1]:8080", "0.0.0.0:0"], server.Addresses.Select(address => address.ToString()));
    }

    [Fact]
    public void A_cleartext_server_speaks_HTTP_1_only_unless_told_otherwise()
    {
        Assert.False(ReadingOf.ValidServer("addr = \":0\"").Http2);
        Assert.True(ReadingOf.ValidServer("addr = \":0\"\nenabled_h2 = true").Http2);
    }

    [Fact]
    public void An_upstream_without_settings_has_their_defaults() => Assert.Equal(
        new UpstreamConfig(
            new UpstreamName("u"), [new(new("127.0.0.1", 80), 1)], BalancingConfig.RoundRobin, UpstreamProtocol.Http1, null,
            UpstreamTimeouts.Default, HealthCheckConfig.Default, CircuitBreakerConfig.Off),
        ReadingOf.ValidUpstream("addrs = [\"127.0.0.1\"]"));

    [Fact]
    public void Every_setting_of_an_upstream_is_read() => Assert.Equal(
        new UpstreamConfig(
            new UpstreamName("u"), [new(new("a.example", 443), 3), new(new("::1", 8002), 1), new(new("c.example", 443), 2) { IsBackup = true }],
            new BalancingConfig(BalancingAlgorithm.Sticky) { Sticky = new("route", TimeSpan.FromHours(1), new Secret("0123456789abcdef")) }, UpstreamProtocol.Http2OrHttp1,
            new UpstreamTls("b.example", false),
            new UpstreamTimeouts(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(5)),
            HealthCheckConfig.Default with { Kind = HealthCheckKind.Https, Host = "b", PathAndQuery = "/h" },
            new CircuitBreakerConfig(2, 50, 20, TimeSpan.FromSeconds(30), 3, TimeSpan.FromSeconds(6), [new(500, 500), new(502, 504)]))
        {
            SlowStart = TimeSpan.FromSeconds(7),
            Discovery = DiscoveryConfig.Static with { Kind = DiscoveryKind.Dns },
            Outliers = new EjectionConfig(5, 40, 30, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(9), 20),
            PanicThreshold = 60,
            Remark = "all of it",
        },
        ReadingOf.ValidUpstream("""
            addrs = ["A.example 3", "[::1]:8002"]
            discovery = "dns"
            backups = ["c.example 2"]
            algo = "sticky"
            sticky_cookie = "route"
            sticky_ttl = "1h"
            sticky_secret = "0123456789abcdef"
            slow_start = "7s"
            alpn = "h2h1"
            sni = "b.example"
            verify_cert = false
            health_check = "https://b/h"
            connection_timeout = "1s"
            total_connection_timeout = "2s"
            read_timeout = "3s"
            write_timeout = "4s"
            idle_timeout = "5s"
            circuit_break_max_consecutive_failures = 2
            circuit_break_max_failure_percent = 50
            circuit_break_min_requests_threshold = 20
            circuit_break_half_open_consecutive_success_threshold = 3
            circuit_break_open_duration = "6s"
            backend_failure_status_code = "500,502-504"
            backend_stats_interval = "30s"
            enable_backend_stats = true
            eject_consecutive_failures = 5
            eject_failure_percent = 40
            eject_min_requests = 30
            eject_window = "7s"
            eject_duration = "8s"
            eject_max_duration = "9s"
            eject_max_percent = 20
            panic_threshold = 60
            remark = "all of it"
            """));

    [Theory]
    [InlineData("algorithm = \"round_robin\"", BalancingAlgorithm.RoundRobin)]
    [InlineData("algorithm = \"weighted_round_robin\"", BalancingAlgorithm.RoundRobin)]
    [InlineData("algorithm = \"least_conn\"", BalancingAlgorithm.LeastConnections)]
    [InlineData("algorithm = \"ip_hash\"", BalancingAlgorithm.Hash)]
    [InlineData("algo = \"round_robin\"", BalancingAlgorithm.RoundRobin)]
    [InlineData("algo = \"hash:ip\"", BalancingAlgorithm.Hash)]
    public void Algorithms_of_both_dialects_are_known(string key, BalancingAlgorithm algorithm) =>
        Assert.Equal(algorithm, ReadingOf.ValidUpstream($"addrs = [\"a\"]\n{key}").Balancing.Algorithm);

    [Fact]
    public void Backups_stand_in_a_list_of_their_own_or_among_the_addresses()
    {
        var backends = ReadingOf.ValidUpstream("addrs = [\"a\", \"b:1 backup\", \"c 3 backup\"]\nbackups = [\"d:2\", \"e 5\"]").Backends;
        Assert.Equal(["a:80", "b:1", "c:80", "d:2", "e:80"], backends.Select(backend => backend.Address.ToString()));
        Assert.Equal([false, true, true, true, true], backends.Select(backend => backend.IsBackup));
        Assert.Equal([1, 1, 3, 1, 5], backends.Select(backend => backend.Weight));
    }

    [Fact]
    public void A_backup_may_have_a_weight_beside_the_weights_of_the_addresses() => Assert.Equal(
        [3, 1, 2], ReadingOf.ValidUpstream("addrs = [\"a\", \"b\"]\nweights = [3, 1]\nbackups = [\"c 2\"]").Backends.Select(backend => backend.Weight));

    [Fact]
    public void Weights_stand_beside_the_addresses_in_the_README_dialect() =>
        Assert.Equal([3, 0], ReadingOf.ValidUpstream("addrs = [\"a\", \"b\"]\nweights = [3, 0]").Backends.Select(backend => backend.Weight));

    [Fact]
    public void Every_setting_of_a_location_is_read() => Assert.Equal(
        new LocationConfig(
            new LocationName("a"),
            new UpstreamChoice(new UpstreamName("backend"), null),
            new PathPattern(PathPatternKind.Prefix, "/api", true),
            [new(HostPatternKind.Exact, "a.example"), new(HostPatternKind.Suffix, ".b.example"), new(HostPatternKind.Regex, "^c{1,2}$")],
            ["GET", "PURGE"],
            [new(ConditionSource.Header, "X-A", "1:2"), new(ConditionSource.Query, "q", null), new(ConditionSource.Cookie, "c", "")],
            7,
            new RewriteRule.ReplacePrefix("/api", "/"),
            [
                new(HeaderAction.Set, "Host", ValueTemplate.Literal("internal")),
                new(HeaderAction.Add, "X-Via", new ValueTemplate([new(null, "p-"), new(VariableKind.Host, "")])),
            ],
            [
                new(HeaderAction.Add, "X-Add", ValueTemplate.Literal("a: b")),
                new(HeaderAction.Remove, "Server", ValueTemplate.Literal("")),
                new(HeaderAction.Set, "X-Set", ValueTemplate.Literal("s")),
            ],
            false,
            10_000_000,
            2,
            TimeSpan.FromSeconds(5))
        {
            Remark = "all of it",
        },
        ReadingOf.ValidLocation("""
            path = "/api"
            path_type = "prefix"
            host = "A.example, *.b.example, ~^c{1,2}$"
            match_methods = ["get", "PURGE"]
            match_headers = ["X-A: 1:2"]
            match_query = ["q"]
            match_cookies = ["c:"]
            priority = 7
            rewrite = "/"
            headers_add = ["X-Add: a: b"]
            headers_remove = ["Server"]
            headers_set = { X-Set = "s" }
            proxy_set_headers = { Host = "internal" }
            proxy_add_headers = ["X-Via: p-$host"]
            enable_reverse_proxy_headers = false
            client_max_body_size = "10mb"
            max_retries = 2
            max_retry_window = "5s"
            remark = "all of it"
            """));

    [Theory]
    [InlineData("", PathPatternKind.Any, "", false)]
    [InlineData("path = \"\"", PathPatternKind.Any, "", false)]
    [InlineData("path = \"/api\"", PathPatternKind.Prefix, "/api", true)]
    [InlineData("path = \"/api/\"", PathPatternKind.Prefix, "/api/", false)]
    [InlineData("path = \"/api\"\npath_boundary = false", PathPatternKind.Prefix, "/api", false)]
    [InlineData("path = \"=/api\"", PathPatternKind.Exact, "/api", false)]
    [InlineData("path = \"~^/v[0-9]+\"", PathPatternKind.Regex, "^/v[0-9]+", false)]
    [InlineData("path = \"/api\"\npath_type = \"exact\"", PathPatternKind.Exact, "/api", false)]
    [InlineData("path = \"^/v[0-9]+\"\npath_type = \"regex\"", PathPatternKind.Regex, "^/v[0-9]+", false)]
    public void Paths_of_both_dialects_are_known(string keys, PathPatternKind kind, string text, bool endsAtSegment) =>
        Assert.Equal(new PathPattern(kind, text, endsAtSegment), ReadingOf.ValidLocation(keys).Path);

    [Theory]
    [InlineData("", true)]
    [InlineData("path = \"/api\"\nrewrite = \"/\"", true)]
    [InlineData("proxy_set_headers = { X-A = \"b\" }", true)]
    [InlineData("weight = 3", false)]
    [InlineData("path = \"=/api\"", false)]
    [InlineData("proxy_set_headers = [\"X-A: b\"]", false)]
    [InlineData("proxy_add_headers = [\"X-A: b\"]", false)]
    [InlineData("match_headers = [\"X-A\"]", false)]
    [InlineData("rewrite = \"^/api/(.*)$ /$1\"", false)]
    [InlineData("weight = 3\nenable_reverse_proxy_headers = true", true)]
    [InlineData("enable_reverse_proxy_headers = false", false)]
    [InlineData("path = \"/api\"\npath_type = \"exact\"\nmatch_headers = [\"X-A\"]", true)]
    public void Forwarding_fields_are_sent_unless_the_location_is_written_for_Pingap(string keys, bool sent) =>
        Assert.Equal(sent, ReadingOf.ValidLocation(keys).ForwardedHeaders);

    [Fact]
    public void An_upstream_may_be_captured_from_the_request() =>
        Assert.Equal(
            new UpstreamChoice(null, "tenant"),
            ReadingOf.Valid(ReadingOf.Location("[locations.a]\nupstream = \"$tenant\"\nhost = \"~^(?<tenant>[a-z]+)\\\\.example$\"")).Locations[new("a")].Upstream);

    [Fact]
    public void Body_size_0_is_without_limit() => Assert.Null(ReadingOf.ValidLocation("client_max_body_size = 0").MaxBodySize);

    [Fact]
    public void Variables_of_the_environment_stand_in_any_string()
    {
        var world = ReadingOf.World(new() { ["HOST"] = "a.example", ["TOKEN"] = "t0p", ["N"] = "x" });
        var location = ReadingOf.ValidLocation("host = \"$ENV:HOST\"\nproxy_set_headers = { X-T = \"Bearer ${TOKEN}\" }\nremark = \"$${N} ${N}\"", world);
        Assert.Equal("a.example", location.Hosts[0].Text);
        Assert.Equal(ValueTemplate.Literal("Bearer t0p"), location.RequestHeaders[0].Value);
    }

    [Fact]
    public void Dotted_keys_and_inline_tables_say_the_same_as_tables() => Assert.Equal(
        ReadingOf.ValidLocation("[locations.a.headers_set]\nX-A = \"b\""),
        ReadingOf.ValidLocation("headers_set.X-A = \"b\""));

    [Fact]
    public void Documents_are_one_configuration()
    {
        var config = ReadingOf.Valid(ReadingOf.Texts(
            ("locations.toml", "[locations.a]\nupstream = \"b\""), ("servers.toml", "servers.s = { addr = \":0\", locations = [\"a\"] }"), ("upstreams.toml", "[upstreams.b]\naddrs = [\"x\"]"), ("empty.toml", "")));
        Assert.Equal((1, 1, 1), (config.Locations.Count, config.Servers.Count, config.Upstreams.Count));
    }

    [Fact]
    public void Equal_texts_make_equal_entities()
    {
        const string keys = "path = \"/a\"\nhost = \"x.example\"\nheaders_add = [\"X-A: $host\"]\nrewrite = \"^/a(.*)$ /$1\"";
        Assert.Equal(ReadingOf.ValidLocation(keys), ReadingOf.ValidLocation(keys));
    }

    [Fact]
    public void Entities_equal_to_those_read_before_are_those_read_before()
    {
        const string text = "[locations.a]\nupstream = \"backend\"\npath = \"/a\"\n" + ReadingOf.Around;
        var before = ReadingOf.Valid(ReadingOf.Text(text));
        var after = ReadingOf.Valid(ConfigReader.Read([new ConfigDocument("p.toml", text.Replace("/a", "/b", StringComparison.Ordinal))], ReadingOf.World(), before));
        Assert.Equal("/b", after.Locations[new("a")].Path.Text);
        Assert.Same(before.Servers, after.Servers);
        Assert.Same(before.Upstreams[new("backend")], after.Upstreams[new("backend")]);
    }

    [Fact]
    public void What_is_gone_since_the_reading_before_is_gone()
    {
        var before = ReadingOf.Valid(ReadingOf.Text("[upstreams.gone]\naddrs = [\"127.0.0.1:1\"]\n[locations.a]\nupstream = \"backend\"\n" + ReadingOf.Around));
        var after = ReadingOf.Valid(ConfigReader.Read([new ConfigDocument("p.toml", "[locations.a]\nupstream = \"backend\"\n" + ReadingOf.Around)], ReadingOf.World(), before));
        Assert.Equal(new UpstreamName("backend"), Assert.Single(after.Upstreams).Key);
    }

    [Fact]
    public void Places_lead_from_key_paths_to_the_text()
    {
        var places = ReadingOf.Text("[servers.http]\n  addr = \":0\"\n[servers.\"a b\"]\naddr = \":0\"").Places;
        Assert.Equal("p.toml:1:10", places["servers.http"].ToString());
        Assert.Equal("p.toml:2:3", places["servers.http.addr"].ToString());
        Assert.Equal("p.toml:4:1", places["servers.\"a b\".addr"].ToString());
    }

    [Fact]
    public void Plugins_without_use_are_a_warning_that_hinders_nothing()
    {
        var reading = ReadingOf.Text("[plugins.cors]\ncategory = \"cors\"\n[servers.s]\naddr = \":0\"");
        Assert.Equal(["p.toml:1:10: warning: plugins.cors: is understood but not acted on yet"], reading.Problems.Select(problem => problem.ToString()));
        Assert.NotNull(reading.Config);
    }
}
