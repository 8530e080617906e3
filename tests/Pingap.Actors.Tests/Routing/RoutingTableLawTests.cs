using System.Text.RegularExpressions;
using CsCheck;
using Pingap.Actors.Configuration;
using Pingap.Actors.Routing;

namespace Pingap.Actors.Tests.Routing;

/// <summary>Whatever the index does, the answer is that of looking at one location after the other.</summary>
public sealed class RoutingTableLawTests
{
    private static readonly Gen<string> Paths = Gen.OneOf("", "/", "/a", "/a/", "/ab", "/a/b", "/a/b/", "/b", "/b/c/d", "/a//b");

    private static readonly Gen<string> Hosts = Gen.OneOf("a.com", "b.a.com", "c.b.a.com", "b.com", "com", "A.COM", ".a.com", "");

    private static readonly Gen<string> Patterns = Gen.Select(
        Gen.OneOf("", "=", "~", "~^"),
        Paths,
        (marker, path) => path is "" ? "" : marker + path);

    private static readonly Gen<string> HostPatterns = Gen.OneOf(
        "a.com", "b.a.com", "b.com", "*.com", "*.a.com", "*.b.a.com", "~^a", "~com$", "~(?<sub>[a-z]+)\\.a").List[0, 3]
        .Select(hosts => string.Join(',', hosts));

    private static readonly Gen<LocationConfig> Locations = Gen.Select(
        Patterns,
        // Half of them without a host: enough in one set for its index by path to be built.
        Gen.OneOf(Gen.Const(""), HostPatterns),
        Gen.Bool,
        Gen.OneOf<int?>(null, null, null, 0, 128, 520),
        Gen.OneOf<string?>(null, null, "GET", "POST"),
        Gen.OneOf<string?>(null, null, "on", "off"),
        (path, host, boundary, priority, method, beta) => ALocation.With("it", path, host, priority, boundary) with
        {
            Methods = method is null ? [] : [method],
            Conditions = beta is null ? [] : [new(ConditionSource.Header, "beta", beta)],
        });

    private static readonly Gen<FakeRequest> Requests = Gen.Select(
        Paths.Where(path => path.Length > 0),
        Hosts,
        Gen.OneOf("GET", "POST"),
        Gen.OneOf("on", "off"),
        (path, host, method, beta) => new FakeRequest(path, host, method) { Headers = { ["beta"] = beta } });

    [Fact]
    public void The_table_agrees_with_a_linear_search() => Gen.Select(Locations.Array[0, 60], Requests.Array[20]).Sample(
        (locations, requests) =>
        {
            var table = RoutingTable.Build(locations);
            foreach (var request in requests)
            {
                var found = table.TryMatch(request, out var match) ? match.Route.Index : -1;
                Assert.Equal(Reference(locations, request), found);
            }
        },
        iter: 500,
        threads: 1);

    [Fact]
    public void A_table_that_takes_over_from_another_finds_what_one_made_from_nothing_finds() => Gen.Select(Locations.Array[0, 30], Locations.Array[0, 30], Requests.Array[10]).Sample(
        (first, second, requests) =>
        {
            LocationConfig[] before = [.. first.Select((location, i) => location with { Name = new($"first-{i}") })];
            // Every third stays, every third changes, and all of them move to other places.
            var kept = before.Where((_, i) => i % 3 != 0).Select((location, i) => i % 2 == 0 ? location : location with { Priority = 7 }).Reverse();
            LocationConfig[] after = [.. second.Select((location, i) => location with { Name = new($"second-{i}") }), .. kept];
            var taking = RoutingTable.Build(after, RoutingTable.Build(before));
            var fresh = RoutingTable.Build(after);
            Assert.Equal(after, taking.Routes.Select(route => route.Config));
            foreach (var request in requests) Assert.Equal(IndexOf(fresh, request), IndexOf(taking, request));
        },
        iter: 300,
        threads: 1);

    private static int IndexOf(RoutingTable table, FakeRequest request) => table.TryMatch(request, out var match) ? match.Route.Index : -1;

    private static int Reference(LocationConfig[] locations, FakeRequest request) => Enumerable.Range(0, locations.Length)
        .OrderByDescending(i => RoutePriority.Of(locations[i]))
        .Where(i => TakesPath(locations[i].Path, request.Path)
            && (locations[i].Hosts.Count == 0 || locations[i].Hosts.Any(host => TakesHost(host, request.Host)))
            && (locations[i].Methods.Count == 0 || locations[i].Methods.Contains(request.Method))
            && locations[i].Conditions.All(condition => request.Header(condition.Name) == condition.Value))
        .FirstOrDefault(-1);

    private static bool TakesPath(PathPattern pattern, string path) => pattern.Kind switch
    {
        PathPatternKind.Any => true,
        PathPatternKind.Exact => path == pattern.Text,
        PathPatternKind.Regex => Regex.IsMatch(path, pattern.Text),
        _ when pattern.EndsAtSegment => (path + "/").StartsWith(pattern.Text.TrimEnd('/') + "/", StringComparison.Ordinal)
            && path.StartsWith(pattern.Text, StringComparison.Ordinal),
        _ => path.StartsWith(pattern.Text, StringComparison.Ordinal),
    };

    private static bool TakesHost(HostPattern pattern, string host) => pattern.Kind switch
    {
        HostPatternKind.Exact => host.Equals(pattern.Text, StringComparison.OrdinalIgnoreCase),
        HostPatternKind.Suffix => host.IndexOf(pattern.Text, StringComparison.OrdinalIgnoreCase) > 0
            && host.EndsWith(pattern.Text, StringComparison.OrdinalIgnoreCase),
        _ => Regex.IsMatch(host, pattern.Text),
    };
}
