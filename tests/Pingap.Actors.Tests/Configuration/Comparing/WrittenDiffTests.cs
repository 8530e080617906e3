using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Comparing;

namespace Pingap.Actors.Tests.Configuration.Comparing;

public sealed class WrittenDiffTests
{
    [Fact]
    public void Order_comments_and_the_files_that_keys_stand_in_make_no_difference() => Assert.Empty(WrittenDiff.Between(
        [new ConfigDocument("a", "[upstreams.a]\naddrs = [\"x:1\"]\nalgo = \"round_robin\"\n")],
        [new ConfigDocument("b", "# hello"), new ConfigDocument("c", "[upstreams]\na = { algo = 'round_robin', addrs = [ \"x:1\" ] }\n")]));

    [Fact]
    public void Changed_added_and_removed_keys_show_both_values()
    {
        var entity = Assert.Single(Between("[upstreams.a]\naddrs = [\"x:1\"]\nweights = [1]", "[upstreams.a]\naddrs = [\"x:1\", \"y:2\"]\nalgorithm = \"least_conn\""));
        Assert.Equal((ChangeKind.Changed, "upstreams.a"), (entity.Kind, entity.Path));
        Assert.Equal(
            [
                new KeyDiff("addrs", "[\"x:1\"]", "[\"x:1\", \"y:2\"]"),
                new KeyDiff("weights", "[1]", null),
                new KeyDiff("algorithm", null, "\"least_conn\""),
            ],
            entity.Keys);
    }

    [Fact]
    public void Entities_come_and_go_with_all_their_keys()
    {
        var entities = Between("[upstreams.gone]\naddrs = [\"x:1\"]", "[servers.new]\naddr = \"127.0.0.1:80\"");
        Assert.Equal(
            [(ChangeKind.Removed, "upstreams.gone", "addrs"), (ChangeKind.Added, "servers.new", "addr")],
            entities.Select(entity => (entity.Kind, entity.Path, entity.Keys[0].Key)));
    }

    [Fact]
    public void Names_that_only_differ_where_they_are_cut_are_two_entities()
    {
        var stem = new string('x', 150);
        var entity = Assert.Single(Between(
            $"[upstreams.{stem}a]\naddrs = [\"x:1\"]\n[upstreams.{stem}b]\naddrs = [\"x:1\"]",
            $"[upstreams.{stem}a]\naddrs = [\"x:1\"]\n[upstreams.{stem}b]\naddrs = [\"x:2\"]"));
        Assert.Equal(new EntityKey("upstreams", $"{stem}b"), entity.Entity);
    }

    [Fact]
    public void Keys_that_only_differ_where_they_are_cut_are_two_keys()
    {
        var stem = new string('x', 150);
        var entity = Assert.Single(Between(
            $"[locations.a.headers_set]\n{stem}a = \"1\"\n{stem}b = \"1\"", $"[locations.a.headers_set]\n{stem}a = \"1\"\n{stem}b = \"2\""));
        Assert.Single(entity.Keys);
    }

    [Fact]
    public void Tables_below_an_entity_are_compared_key_by_key() => Assert.Equal(
        new KeyDiff("headers_set.Via", "\"1\"", "\"2\""),
        Assert.Single(Assert.Single(Between(
            "[locations.a.headers_set]\nVary = \"1\"\nVia = \"1\"", "[locations.a]\nheaders_set = { Vary = \"1\", Via = \"2\" }")).Keys));

    [Theory]
    [InlineData("[certificates.a]", "tls_key", "\"inline\"", "\"***\"")]
    [InlineData("[certificates.a]", "tls_key", "\"$ENV:KEY\"", "\"$ENV:KEY\"")]
    [InlineData("[certificates.a]", "tls_cert", "\"tls/a.pem\"", "\"tls/a.pem\"")]
    [InlineData("[locations.a.proxy_set_headers]", "Authorization", "\"Basic c2VjcmV0\"", "\"***\"")]
    [InlineData("[locations.a]", "proxy_add_headers", "[\"X-Api-Key: c2VjcmV0\", \"X-Via: us\"]", "[\"X-Api-Key: ***\", \"X-Via: us\"]")]
    [InlineData("[locations.a]", "match_headers", "[\"Cookie: c2VjcmV0\"]", "[\"Cookie: ***\"]")]
    [InlineData("[upstreams.a]", "health_check", "\"http://me:c2VjcmV0@x/\"", "\"http://***@x/\"")]
    [InlineData("[upstreams.a]", "health_check", "\"http://me:c2Vj/cmV0@x/p\"", "\"http://***@x/p\"")]
    [InlineData("[upstreams.a]", "health_check", "\"http://me:c2Vj?cmV0@x/p\"", "\"***\"")]
    [InlineData("[upstreams.a]", "health_check", "\"http://x/h?token=c2VjcmV0&check_frequency=5s&expect=200-299,404\"", "\"http://x/h?token=***&check_frequency=5s&expect=200-299,404\"")]
    [InlineData("[upstreams.a]", "health_check", "\"http://x/h?c2VjcmV0\"", "\"http://x/h?***\"")]
    [InlineData("[upstreams.a]", "health_check", "\"http://x/h?success=c2VjcmV0\"", "\"http://x/h?success=***\"")]
    [InlineData("[locations.a]", "rewrite", "\"^/a /b?api_key=c2VjcmV0&x=$1\"", "\"^/a /b?api_key=***&***\"")]
    [InlineData("[locations.a]", "rewrite", "\"^/a /b?x=$1&api_key=c2VjcmV0\"", "\"^/a /b?x=$1&api_key=***\"")]
    [InlineData("[locations.a]", "rewrite", "\"^/a /b?api_key=x&c2VjcmV0=$1\"", "\"^/a /b?api_key=***&***\"")]
    [InlineData("[locations.a]", "rewrite", "\"/b?$args\"", "\"/b?$args\"")]
    [InlineData("[locations.a]", "path", "\"~^/api/?(?<id>[0-9]+)/?$\"", "\"~^/api/?(?<id>[0-9]+)/?$\"")]
    [InlineData("[locations.a.headers_set]", "X-Auth", "\"c2VjcmV0\"", "\"***\"")]
    [InlineData("[locations.a.headers_set]", "X-Frame-Options", "\"DENY\"", "\"DENY\"")]
    [InlineData("[locations.a.proxy_set_headers]", "X-Client", "\"$remote_addr:$remote_port\"", "\"$remote_addr:$remote_port\"")]
    [InlineData("[locations.a.proxy_set_headers]", "X-Internal-Pass", "\"$ENV:PASS\"", "\"$ENV:PASS\"")]
    [InlineData("[locations.a.proxy_set_headers]", "X-Internal-Pass", "\"$pa55word\"", "\"***\"")]
    [InlineData("[locations.a]", "proxy_set_headers", "[\"X-Auth: c2VjcmV0\", \"X-Forwarded-Access-Token: c2VjcmV0\", \"Host: a.example\"]", "[\"X-Auth: ***\", \"X-Forwarded-Access-Token: ***\", \"Host: a.example\"]")]
    [InlineData("[locations.a]", "headers_add", "[\"Access-Control-Allow-Credentials: true\"]", "[\"Access-Control-Allow-Credentials: true\"]")]
    [InlineData("[locations.a]", "match_headers", "[\"X-Auth:c2VjcmV0\", \"X-Auth\"]", "[\"X-Auth: ***\", \"X-Auth\"]")]
    [InlineData("[locations.a]", "match_query", "[\"host:c2VjcmV0\", \"q\"]", "[\"host: ***\", \"q\"]")]
    [InlineData("[locations.a]", "match_cookies", "[\"via:c2VjcmV0\"]", "[\"via: ***\"]")]
    [InlineData("[upstreams.a]", "remark", "\"call with password=c2VjcmV0\"", "\"call with password=***\"")]
    [InlineData("[certificates.a]", "tls_cert", "\"LS0tLS1CRUdJTiBQUklWQVRF\"", "\"***\"")]
    [InlineData("[storages.a]", "unknown", "\"c2VjcmV0\"", "\"***\"")]
    [InlineData("[plugins.a]", "category", "\"basic_auth\"", "\"basic_auth\"")]
    [InlineData("[plugins.a]", "authorizations", "[\"c2VjcmV0\"]", "[\"***\"]")]
    [InlineData("[plugins.a]", "max", "10", "10")]
    [InlineData("[storages.a]", "value", "\"c2VjcmV0\"", "\"***\"")]
    public void Secrets_are_hidden(string table, string key, string value, string shown)
    {
        var keys = Assert.Single(Between("", $"{table}\n{key} = {value}")).Keys;
        Assert.Equal(shown, Assert.Single(keys).After);
    }

    [Fact]
    public void Two_different_secrets_are_a_difference() =>
        Assert.Equal(new KeyDiff("tls_key", "\"***\"", "\"***\""), Assert.Single(Assert.Single(Between("[certificates.a]\ntls_key = \"x\"", "[certificates.a]\ntls_key = \"y\"")).Keys));

    [Fact]
    public void Long_texts_are_cut_and_control_characters_escaped()
    {
        var keys = Assert.Single(Between("", $"[upstreams.a]\nremark = \"a\\u001bb\\n{new string('x', 500)}\"")).Keys;
        Assert.Equal($"\"a\\u001Bb\\n{new string('x', 196)}…\"", Assert.Single(keys).After);
    }

    private static ValueList<EntityDiff> Between(string before, string after) =>
        WrittenDiff.Between([new ConfigDocument("before.toml", before)], [new ConfigDocument("after.toml", after)]);
}
