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
    [InlineData("include guards.conf;", "security: not converted: include")]
    [InlineData("include no/such/*.conf;", "security: not converted: include")]
    [InlineData("my_auth_thing on;", "security: not converted: my_auth_thing")]
    [InlineData("naxsi_rules x;", "security: not converted: naxsi_rules")]
    [InlineData("TestCookie on;", "security: not converted: TestCookie")]
    [InlineData("access_by_lua_block { if x == \"}\" then ngx.exit(403) end }", "security: not converted: access_by_lua_block")]
    [InlineData("rewrite_by_lua_file x.lua;", "security: not converted: rewrite_by_lua_file")]
    [InlineData("proxy_set_header X-User $ssl_client_s_dn;", "security: not converted: proxy_set_header")]
    [InlineData("proxy_set_header X-User \"u:${remote_user}\";", "security: not converted: proxy_set_header")]
    [InlineData("proxy_set_header X-User $jwt_claim_sub;", "security: not converted: proxy_set_header")]
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
    [InlineData("my_auth_thing off;")]
    [InlineData("ssl_verify_depth 2;")]
    [InlineData("include mime.types;")]
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
        "# To open it: first guard it in another way, before the proxy or in the backend; then upstream = \"b_1\", and rewrite = '/'\n",
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
    [InlineData("if ($http_x = y) { return 302 /login; }", "security: not converted: if")]
    [InlineData("if ($http_x = y) { rewrite ^ /login last; }", "security: not converted: if")]
    [InlineData("if ($http_x = y) { deny all; }", "security: not converted: if")]
    [InlineData("if ($http_x = y) { set $a 1; }", "not converted: if")]
    public void A_limit_and_a_condition_are_told_as_matters_of_security(string directive, string told) =>
        Assert.Contains(told, Converted.FromLocation($"proxy_pass http://b:1; {directive}").Told);

    [Fact]
    public void An_unread_include_of_the_server_closes_its_locations_and_no_others()
    {
        var converted = Converted.From("server { server_name a; include x.conf; location / { proxy_pass http://b:1; } } server { server_name b; location / { proxy_pass http://b:2; } }");

        Assert.Equal((null, 2), (converted.Port("a", "/"), converted.Port("b", "/")));
    }

    [Fact]
    public void An_unread_include_around_the_servers_is_a_matter_of_security_and_closes_nothing()
    {
        var converted = Converted.From("http { include x.conf; server { location / { proxy_pass http://b:1; } } }");

        Assert.Equal(["security: not converted: include"], converted.Told);
        Assert.Equal(1, converted.Port("", "/"));
    }

    [Fact]
    public void An_unread_include_is_told_in_the_comments_of_its_location() =>
        Assert.Contains("#   line 1: security: not converted: include: x.conf: ", Converted.FromLocation("include x.conf; proxy_pass http://b:1;").Toml, StringComparison.Ordinal);

    [Fact]
    public void A_guard_of_what_try_files_ends_in_closes_too() =>
        Assert.Null(Converted.From("server { location / { try_files $uri @up; } location @up { auth_basic x; proxy_pass http://b:1; } }").Port("", "/"));

    [Fact]
    public void A_field_whose_value_is_unknown_is_blank_so_that_the_clients_own_never_passes()
    {
        var converted = Converted.FromLocation("proxy_set_header X-User $user; proxy_set_header X-Other a; proxy_pass http://b:1;");

        Assert.Contains("X-User = \"\"\n", converted.Toml, StringComparison.Ordinal);
        Assert.Equal(["security: not converted: proxy_set_header"], converted.Told);
        Assert.Equal(1, converted.Port("", "/"));
    }

    [Fact]
    public void A_host_whose_value_is_unknown_is_the_backends() =>
        Assert.Contains("Host = \"b:1\"\n", Converted.FromLocation("proxy_set_header Host $tenant; proxy_pass http://b:1;").Toml, StringComparison.Ordinal);
}
