using Pingap.Actors.Configuration;

namespace Pingap.Cli.Tests.Conversion.Forwarding;

public sealed class ForwardingTests
{
    [Theory]
    [InlineData("/", "http://b:1", "/x", "/x")]
    [InlineData("/", "http://b:1/", "/x", "/x")]
    [InlineData("/", "http://b:1/base", "/x", "/basex")]
    [InlineData("/", "http://b:1/base/", "/x", "/base/x")]
    [InlineData("/a/", "http://b:1/", "/a/x", "/x")]
    [InlineData("/a/", "http://b:1/b/", "/a/x", "/b/x")]
    [InlineData("/a/", "http://b:1/b", "/a/x", "/bx")]
    [InlineData("/a", "http://b:1/b", "/a/x", "/b/x")]
    [InlineData("/a", "http://b:1/b", "/ax", "/bx")]
    [InlineData("/a", "http://b:1/", "/a/x", "//x")]
    [InlineData("/a.b/", "http://b:1/c", "/a.b/x", "/cx")]
    [InlineData("= /a", "http://b:1/b/c", "/a", "/b/c")]
    [InlineData("~ ^/a", "http://b:1", "/a/x", "/a/x")]
    public void The_path_in_proxy_pass_takes_the_place_of_the_prefix(string head, string target, string path, string expected) =>
        Assert.Equal(expected, Converted.FromLocation($"proxy_pass {target};", head).Path(path));

    [Theory]
    [InlineData("^/a/(.*)$ /$1", "/a/x/y", "/x/y")]
    [InlineData("^/a /b", "/a/x", "/b")]
    [InlineData("x /b", "/a/x/c", "/b")]
    [InlineData("^/a|c$ /b", "/x/c", "/b")]
    [InlineData("^/(?<v>v[0-9]+)/ /$v", "/v2/x", "/v2")]
    [InlineData("^/a/(.*)$ /$1", "/b/x", "/b/x")]
    [InlineData("^/a/.*\\.(png)$ /img.$1", "/a/x.png", "/img.png")]
    public void A_rewrite_that_stays_replaces_the_whole_path(string rewrite, string path, string expected) =>
        Assert.Equal(expected, Converted.FromLocation($"rewrite {rewrite} break; proxy_pass http://b:1;").Path(path));

    [Theory]
    [InlineData("rewrite ^/a /b last; proxy_pass http://b:1;")]
    [InlineData("rewrite ^/a /b; proxy_pass http://b:1;")]
    [InlineData("rewrite ^/a /b permanent; proxy_pass http://b:1;")]
    [InlineData("rewrite ^/a https://x/ break; proxy_pass http://b:1;")]
    [InlineData("rewrite ^/a /b?c=d break; proxy_pass http://b:1;")]
    [InlineData("rewrite ^/(?!a) /b break; proxy_pass http://b:1;")]
    [InlineData("rewrite ^/a /b break; rewrite ^/c /d break; proxy_pass http://b:1;")]
    [InlineData("rewrite ^/a /$arg_x break; proxy_pass http://b:1;")]
    public void Other_rewrites_are_told(string directives) => Assert.Contains("not converted: rewrite", Converted.FromLocation(directives).Told);

    [Theory]
    [InlineData("proxy_pass http://unix:/run/x;")]
    [InlineData("proxy_pass http://$backend;")]
    [InlineData("proxy_pass http://b:1/?x=y;")]
    [InlineData("proxy_pass b;")]
    [InlineData("proxy_pass http://b:99999;")]
    public void A_backend_that_cannot_be_had_closes_the_location(string directives)
    {
        var converted = Converted.FromLocation(directives);

        Assert.Contains("not converted: proxy_pass", converted.Told);
        Assert.Null(converted.Location.Upstream.Name);
    }

    [Fact]
    public void Fields_of_an_inner_level_replace_those_of_the_levels_around_it()
    {
        var converted = Converted.From("""
            proxy_set_header X-Outer 1;
            add_header X-Out 1 always;
            server {
                proxy_set_header Host $host;
                location / { proxy_pass http://b:1; proxy_set_header X-Inner 2; }
                location /a { proxy_pass http://b:1; add_header X-In 2 always; }
            }
            """);

        Assert.Equal("Host=b:1|X-Inner=2 X-Out: 1", Fields(converted.Take("", "/")!));
        Assert.Equal("Host=$host X-In: 2", Fields(converted.Take("", "/a")!));
    }

    [Theory]
    [InlineData("Host $http_host", "")]
    [InlineData("Host $host", "Host = \"$host\"")]
    [InlineData("Host $proxy_host", "Host = \"b:1\"")]
    [InlineData("Host $server_name", "Host = \"a.example\"")]
    [InlineData("Host $host:$server_port", "Host = \"$host:$server_port\"")]
    [InlineData("X-Forwarded-For $proxy_add_x_forwarded_for", "X-Forwarded-For = \"$proxy_add_x_forwarded_for\"")]
    [InlineData("X-U \"${uri}x?$query_string\"", "X-U = \"${uri}x?$args\"")]
    [InlineData("X-H $http_x_y", "X-H = \"$http_x_y\"")]
    [InlineData("Connection $connection_upgrade", "")]
    [InlineData("Upgrade $http_upgrade", "")]
    public void A_field_of_the_request_is_set_with_our_variables(string field, string line)
    {
        var converted = Converted.From($"server {{ server_name a.example; location / {{ proxy_pass http://b:1; proxy_set_header {field}; }} }}");

        Assert.Empty(converted.Told);
        Assert.Contains(line, converted.Toml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-A $request_uri", "security: not converted: proxy_set_header")]
    [InlineData("X-A $1", "security: not converted: proxy_set_header")]
    [InlineData("X-A \"\"", "note: proxy_set_header")]
    [InlineData("TE x", "note: proxy_set_header")]
    public void A_field_that_cannot_be_set_is_told(string field, string told) =>
        Assert.Contains(told, Converted.FromLocation($"proxy_pass http://b:1; proxy_set_header {field};").Told);

    [Fact]
    public void Captures_of_the_location_and_of_the_host_can_be_used() => Assert.Empty(Converted.From("""
        server { server_name ~^(?<sub>[a-z]+)\.a\.example$; location ~ ^/v([0-9]+)/ { proxy_pass http://b:1; proxy_set_header X-V $1-$sub; } }
        server { listen 80 default_server; location / { proxy_pass http://b:1; } }
        """).Told);

    [Theory]
    [InlineData("", 1L << 20)]
    [InlineData("client_max_body_size 10m;", 10L << 20)]
    [InlineData("client_max_body_size 0;", null)]
    public void The_largest_body_is_nginxs(string directive, long? bytes) =>
        Assert.Equal(bytes, Converted.FromLocation($"proxy_pass http://b:1; {directive}").Location.MaxBodySize);

    [Fact]
    public void Hidden_fields_are_removed() => Assert.Contains(
        new HeaderRule(HeaderAction.Remove, "X-Powered-By", ValueTemplate.Literal("")),
        Converted.FromLocation("proxy_pass http://b:1; proxy_hide_header X-Powered-By;").Location.ResponseHeaders);

    [Theory]
    [InlineData("proxy_next_upstream off;", 0)]
    [InlineData("proxy_next_upstream_tries 3;", 2)]
    [InlineData("proxy_next_upstream error timeout;", null)]
    public void Retries_are_as_many(string directive, int? retries) =>
        Assert.Equal(retries, Converted.FromLocation($"proxy_pass http://b:1; {directive}").Location.MaxRetries);

    [Theory]
    [InlineData("", "")]
    [InlineData("proxy_next_upstream error timeout;", "")]
    [InlineData("proxy_next_upstream error http_502 http_503 http_502;", "502,503")]
    [InlineData("proxy_next_upstream http_404 http_429 invalid_header;", "404,429")]
    [InlineData("proxy_next_upstream off;", "")]
    public void Answers_after_which_the_next_backend_is_asked_are_nginxs(string directive, string statuses) => Assert.Equal(
        statuses,
        string.Join(',', Converted.FromLocation($"proxy_pass http://b:1; {directive}").Location.RetryStatuses.Select(range => range.First)));

    [Fact]
    public void What_must_not_be_repeated_is_not_and_that_is_said() => Assert.Contains(
        Converted.FromLocation("proxy_pass http://b:1; proxy_next_upstream http_503 non_idempotent;").Told,
        told => told.Contains("proxy_next_upstream", StringComparison.Ordinal));

    [Fact]
    public void Requests_that_try_files_leaves_over_go_where_it_says()
    {
        var converted = Converted.From("server { location / { try_files $uri @app; } location @app { proxy_pass http://b:7; } }");

        Assert.Equal(7, converted.Port("", "/x"));
        Assert.Equal(["not converted: try_files"], converted.Told);
    }

    private static string Fields(LocationConfig location) =>
        $"{string.Join('|', location.RequestHeaders.Select(rule => $"{rule.Name}={Text(rule)}"))} {string.Join('|', location.ResponseHeaders.Select(rule => $"{rule.Name}: {Text(rule)}"))}";

    private static string Text(HeaderRule rule) =>
        string.Concat(rule.Value.Parts.Select(part => part.Variable is { } variable ? "$" + variable.ToString().ToLowerInvariant() : part.Text));
}
