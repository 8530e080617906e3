namespace Pingap.Cli.Tests.Conversion.Forwarding;

/// <summary>What guarded something must not stand open after a conversion.</summary>
public sealed class ClosedTests
{
    [Theory]
    [InlineData("auth_basic x;", "security: not converted: auth_basic")]
    [InlineData("auth_request /auth;", "security: not converted: auth_request")]
    [InlineData("allow 10.0.0.0/8; deny all;", "security: not converted: allow")]
    [InlineData("deny 10.0.0.1;", "security: not converted: deny")]
    [InlineData("deny all;", "note: deny")]
    [InlineData("limit_except GET { deny all; }", "security: not converted: limit_except")]
    [InlineData("return 403;", "note: return")]
    [InlineData("return 301 /x;", "not converted: return")]
    [InlineData("return 200 ok;", "not converted: return")]
    public void A_guarded_location_answers_404(string directive, string told)
    {
        var converted = Converted.FromLocation($"proxy_pass http://b:1; {directive}");

        Assert.Null(converted.Port("", "/"));
        Assert.Contains(told, converted.Told);
    }

    [Theory]
    [InlineData("auth_basic off;")]
    [InlineData("allow all;")]
    [InlineData("satisfy all; allow 10.0.0.1;")]
    public void A_location_that_nothing_guards_is_open(string directive) =>
        Assert.Equal(1, Converted.From($"auth_basic off; server {{ location / {{ proxy_pass http://b:1; {directive} }} }}").Port("", "/"));

    [Fact]
    public void A_guard_of_the_server_closes_all_but_the_locations_that_lift_it()
    {
        var converted = Converted.From("server { auth_basic x; location / { proxy_pass http://b:1; } location /open { proxy_pass http://b:2; auth_basic off; } }");

        Assert.Equal((null, 2), (converted.Port("", "/"), converted.Port("", "/open")));
    }

    [Fact]
    public void A_closed_location_says_how_to_open_it() => Assert.Contains(
        "# To open it: upstream = \"b_1\", and rewrite = '/'\n",
        Converted.FromLocation("proxy_pass http://b:1/; internal;", "/x/").Toml,
        StringComparison.Ordinal);

    [Fact]
    public void A_server_that_returns_is_closed_as_a_whole() =>
        Assert.Null(Converted.From("server { return 301 https://$host; location / { proxy_pass http://b:1; } }").Port("", "/"));

    [Fact]
    public void A_server_that_asks_for_client_certificates_is_closed() => Assert.Null(
        Converted.From("server { listen 443 ssl; ssl_certificate c; ssl_certificate_key k; ssl_verify_client on; location / { proxy_pass http://b:1; } }").Port("", "/"));

    [Theory]
    [InlineData("limit_req zone=a;", "security: not converted: limit_req")]
    [InlineData("if ($http_x = y) { return 403; }", "security: not converted: if")]
    public void A_limit_and_a_condition_are_told_as_matters_of_security(string directive, string told) =>
        Assert.Contains(told, Converted.FromLocation($"proxy_pass http://b:1; {directive}").Told);
}
