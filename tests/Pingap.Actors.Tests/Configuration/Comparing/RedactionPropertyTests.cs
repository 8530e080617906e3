using CsCheck;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Comparing;
using Pingap.Actors.Configuration.Reading;
using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Control.Planning;

namespace Pingap.Actors.Tests.Configuration.Comparing;

public sealed class RedactionPropertyTests
{
    private const int DeadlineMilliseconds = 180_000;
    private const string Canary = "c4n4ry";

    private static readonly KeyKind[] StringKinds = [KeyKind.Text, KeyKind.TextList, KeyKind.TextTable, KeyKind.TextTableOrList, KeyKind.Any];

    private static readonly Gen<string> Secret =
        from before in Gen.OneOf(Piece("ab./?#&=:;$%\u00E9"), Gen.Const(""))
        from after in Gen.OneOf(Piece("ab./?#&=:;$%\u00E9"), Gen.Const(""))
        select $"{before}{Canary}{after}";

    /// <summary>Below a name that says nothing, an &amp; begins another parameter, whose name is no secret.</summary>
    private static readonly Gen<string> SecretParameter = Secret.Select(secret => secret.Replace("&", "", StringComparison.Ordinal));

    private static readonly Gen<string> Noise = Piece("abc09.-_/");

    /// <summary>Texts that say themselves that they hold a secret, in any key.</summary>
    private static readonly Gen<string> Telling =
        from secret in Secret
        from parameter in SecretParameter
        from simple in Gen.Const(Canary)
        from a in Noise
        from b in Noise
        from text in Gen.OneOf(
            Gen.Const($"http://{a}:{secret}@{b}/h"),
            Gen.Const($"http://{secret}@{b}/h?check_frequency=5s"),
            Gen.Const($"http://{a}/h?token={secret}&success={simple}"),
            Gen.Const($"http://{a}/h?{b}=1&x={secret}@{b}"),
            Gen.Const($"/{a}?api_key={secret}"),
            Gen.Const($"/{a}?{simple}"),
            Gen.Const($"/{a}#access_token={secret}"),
            Gen.Const($"/{a};sid={simple}"),
            Gen.Const($"^/{a} /{b}?k={parameter}"),
            Gen.Const($"{a} http://u:{secret}@x {b}"),
            Gen.Const($"Authorization: Basic {secret}"),
            Gen.Const($"X-Api-Key: {secret}"),
            Gen.Const($"password={simple}"),
            Gen.Const($"-----BEGIN PRIVATE KEY-----\n{secret}"))
        select text;

    [Fact(Timeout = DeadlineMilliseconds)]
    public Task What_tells_that_it_is_a_secret_is_shown_in_no_key() => Task.Run(() => Telling.Sample(
        text =>
        {
            foreach (var (section, key) in Keys()) Hides(section, key, text);
        },
        iter: 60));

    [Fact(Timeout = DeadlineMilliseconds)]
    public Task What_a_secret_key_holds_is_never_shown() => Task.Run(() => Secret.Sample(
        text =>
        {
            foreach (var (section, key) in Keys().Where(entry => entry.Key.IsSecret)) Hides(section, key, text);
            foreach (var section in ConfigSchema.Sections) Hides(section, new KeyDefinition("of_a_plugin", KeyKind.Any, ""), text);
            Hides(ConfigSchema.Sections.Single(section => section.Name == "storages"), StorageKey("value"), text);
        },
        iter: 60));

    [Fact(Timeout = DeadlineMilliseconds)]
    public Task A_value_whose_name_says_nothing_of_it_is_never_shown() => Task.Run(() => Gen.Select(Secret, Gen.Char["abcXYZ09-_"].Array[1, 12]).Sample(
        (secret, letters) =>
        {
            var name = $"X-{new string(letters)}-Q";
            foreach (var (section, key) in Keys().Where(entry => entry.Key.Names is not NamedValues.None))
            {
                DoesNotShow($"[{section.Name}.a]\n{key.Name} = [{Quoted($"{name}: {secret}")}, {Quoted($" {name}:{secret}")}]");
                DoesNotShow($"[{section.Name}.a.{key.Name}]\n{name} = {Quoted(secret)}");
                if (key.Names is NamedValues.Parameters) DoesNotShow($"[{section.Name}.a]\n{key.Name} = [{Quoted($"Host:{secret}")}]");
            }
        },
        iter: 60));

    [Fact]
    public void Every_key_of_fields_cookies_and_parameters_says_so() => Assert.Equal(
        ["headers_add", "headers_set", "match_cookies", "match_headers", "match_query", "proxy_add_headers", "proxy_set_headers"],
        Keys().Where(entry => entry.Key.Names is not NamedValues.None).Select(entry => entry.Key.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void No_plan_shows_a_secret()
    {
        var after = $$"""
            [basic]
            webhook = "https://hooks.example/{{Canary}}"
            [storages.s]
            category = "config"
            value = "remark = '{{Canary}}'"
            [plugins.p]
            category = "key_auth"
            keys = ["{{Canary}}"]
            [upstreams.a]
            addrs = ["127.0.0.1:8001"]
            health_check = "http://x/h?token={{Canary}}&check_frequency=5s"
            [locations.a]
            upstream = "a"
            path = "/"
            rewrite = "^/a /b?api_key={{Canary}}"
            headers_set = { X-Auth = "{{Canary}}" }
            headers_add = ["X-Auth: {{Canary}}"]
            proxy_set_headers = ["X-Auth: {{Canary}}", "X-Internal-Pass: {{Canary}}"]
            proxy_add_headers = ["X-Other: {{Canary}}"]
            match_headers = ["X-Auth:{{Canary}}"]
            match_query = ["t:{{Canary}}"]
            match_cookies = ["sid:{{Canary}}"]
            [servers.a]
            addr = "127.0.0.1:8080"
            locations = ["a"]
            """;
        ValueList<ConfigDocument> next = [new ConfigDocument("a.toml", after)], before = [new ConfigDocument("a.toml", after.Replace(Canary, "0ld5ecret", StringComparison.Ordinal))];
        var (running, reading) = (ConfigReader.Read(before, ConfigEnvironment.System), ConfigReader.Read(next, ConfigEnvironment.System));
        var plan = Planner.Plan(1, running.Config!, before, reading, next);
        Assert.Equal(
            ["basic", "storages.s", "plugins.p", "upstreams.a", "locations.a"], plan.Changes.Select(change => change.Diff.Path));
        Assert.All(plan.Changes, change =>
        {
            Assert.DoesNotContain(Canary, $"{change}", StringComparison.Ordinal);
            Assert.DoesNotContain("0ld5ecret", $"{change}", StringComparison.Ordinal);
        });
    }

    private static IEnumerable<(SectionDefinition Section, KeyDefinition Key)> Keys() =>
        ConfigSchema.Sections.SelectMany(section => section.Keys.Where(key => StringKinds.Contains(key.Kind)).Select(key => (section, key)));

    private static KeyDefinition StorageKey(string name) => Keys().Single(entry => entry.Section.Name == "storages" && entry.Key.Name == name).Key;

    private static void Hides(SectionDefinition section, KeyDefinition key, string text)
    {
        var table = section.HasEntries ? $"[{section.Name}.a]" : $"[{section.Name}]";
        DoesNotShow($"{table}\n{key.Name} = {Quoted(text)}");
        DoesNotShow($"{table}\n{key.Name} = [{Quoted(text)}]");
        DoesNotShow($"{table}\n{key.Name} = [{{ x = {Quoted(text)} }}]");
        DoesNotShow($"{table}\n{key.Name} = {{ x = {Quoted(text)} }}");
    }

    private static void DoesNotShow(string toml)
    {
        var entity = Assert.Single(WrittenDiff.Between([], [new ConfigDocument("a.toml", toml)]));
        Assert.False(Assert.Single(entity.Keys).After!.Contains(Canary, StringComparison.Ordinal), $"{toml} shows as {entity.Keys[0].After}");
    }

    private static Gen<string> Piece(string letters) => Gen.Char[letters].Array[1, 6].Select(piece => new string(piece));

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
