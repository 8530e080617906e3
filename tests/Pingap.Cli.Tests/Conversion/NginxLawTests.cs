using CsCheck;
using Pingap.Cli.Conversion.Findings;

namespace Pingap.Cli.Tests.Conversion;

/// <summary>Whatever the servers and locations, a request reaches the backend that nginx would have chosen.</summary>
public sealed class NginxLawTests
{
    private static readonly Gen<string> Names = Gen.OneOf(
        "a.example", "b.a.example", "c.example", "x.y.z", "*.example", "*.a.example", "*.z", "a.*", "b.a.*", "x.*", "~^a", "~example$", "~^(?<n>b)\\.");

    private static readonly Gen<(string Modifier, string Text)> Paths = Gen.OneOf(
        Gen.Select(Gen.OneOf("", "", "^~"), Gen.OneOf("/", "/a", "/a/", "/a/b", "/ab", "/a/b/", "/c/", "/a/b/c")),
        Gen.Select(Gen.Const("="), Gen.OneOf("/", "/a", "/a/b", "/c/")),
        Gen.Select(Gen.OneOf("~", "~*"), Gen.OneOf(@"\.p$", "b", "/c", "^/a/", "^/a/b/(.*)$", "c$", "^/A", "^/a.*p", "x|b/$")));

    private static readonly Gen<(string Modifier, string Text)> NestedPaths = Gen.OneOf(
        Gen.Select(Gen.OneOf("", "^~"), Gen.OneOf("b", "bb/", "/b", "/b/c")),
        Gen.Select(Gen.Const("="), Gen.OneOf("b", "/b")),
        Gen.Select(Gen.OneOf("~", "~*"), Gen.OneOf(@"\.p$", "c", "b/")));

    private static readonly Gen<NginxModel> Configurations = Gen
        .Select(Gen.Bool, Names.Array[0, 3], Gen.Select(Paths, NestedPaths.Array[0, 3], Gen.Int[0, 3]).Array[0, 7])
        .Array[1, 5]
        .Select(Model);

    private static readonly Gen<(string Host, string Path)> Requests = Gen.Select(
        Gen.OneOf("a.example", "b.a.example", "B.A.Example", "c.example", "d.b.a.example", "x.y.z", "a.b", "b.a.c", "x.example", "other", "z", ""),
        Gen.OneOf("/", "/a", "/ab", "/a/", "/a/b", "/a/bb", "/a/b/", "/a/b/c", "/a/b/c.p", "/A/b.P", "/c", "/c/", "/c/b.p", "/a.p", "/ab/c", "/x"));

    [Fact]
    public void The_same_location_is_chosen() => Gen.Select(Configurations, Requests.Array[40]).Sample(
        (model, requests) =>
        {
            var converted = Converted.From(model.ToNginx());
            // What cannot be written is told; nothing is promised of it.
            if (converted.Findings.Any(finding => finding.Kind is not FindingKind.Note || finding.Message.Contains("never look into", StringComparison.Ordinal))) return;
            foreach (var (host, path) in requests)
                Assert.True(model.Choose(host, path) == converted.Port(host, path), $"{host}{path}: nginx {model.Choose(host, path)}, we {converted.Port(host, path)}\n{model.ToNginx()}\n{converted.Toml}");
        },
        iter: 150,
        threads: 1);

    [Fact]
    public void Most_configurations_are_promised_to_be_the_same() => Assert.InRange(
        Enumerable.Range(0, 60).Count(_ => Converted.From(Configurations.Single().ToNginx()).Findings.All(finding => finding.Kind is FindingKind.Note)), 25, 60);

    private static NginxModel Model((bool IsDefault, string[] Names, ((string Modifier, string Text) Path, (string Modifier, string Text)[] Nested, int Nests)[] Locations)[] servers)
    {
        var port = 1000;
        var hasDefault = false;
        return new NginxModel([.. servers.Select(server =>
        {
            var isDefault = server.IsDefault && !hasDefault;
            hasDefault |= isDefault;
            return new NginxModel.Server(isDefault, [.. server.Names.Append("_").Distinct()], Distinct(server.Locations.Select(location => new NginxModel.Location(
                location.Path.Modifier,
                location.Path.Text,
                ++port,
                // One in four holds locations of its own; what is inside a prefix begins with it.
                location.Nests == 0 && location.Path.Modifier is "" or "^~" && location.Nests == 0
                    ? Distinct(location.Nested.Select(nested => new NginxModel.Location(
                        nested.Modifier,
                        nested.Modifier.StartsWith('~') ? nested.Text : location.Path.Text + (location.Path.Text.EndsWith('/') ? nested.Text.TrimStart('/') : nested.Text),
                        ++port,
                        [])))
                    : []))));
        })]);
    }

    // nginx refuses two locations of the same kind and text side by side.
    private static IReadOnlyList<NginxModel.Location> Distinct(IEnumerable<NginxModel.Location> locations) =>
        [.. locations.DistinctBy(location => (location.Modifier is "^~" ? "" : location.Modifier, location.Text))];
}
