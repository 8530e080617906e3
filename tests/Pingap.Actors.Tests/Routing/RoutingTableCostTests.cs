using Pingap.Actors.Routing;

namespace Pingap.Actors.Tests.Routing;

public sealed class RoutingTableCostTests
{
    private static readonly RoutingTable Few = RoutingTable.Build(
    [
        ALocation.With("exact", "=/exact"),
        ALocation.With("prefix", "/prefix"),
        ALocation.With("regex", "~^/v[0-9]+/"),
        ALocation.With("groups", "~^/g([0-9]+)/"),
        ALocation.With("host", "", "a.example.com"),
        ALocation.With("suffix", "", "*.example.org"),
    ]);

    private static readonly RoutingTable Many = RoutingTable.Build(Enumerable.Range(0, 1_000).SelectMany(i => new[]
    {
        ALocation.With($"exact{i}", $"=/exact/{i}"),
        ALocation.With($"prefix{i}", $"/prefix/{i}"),
        ALocation.With($"host{i}", "/", $"h{i}.example.com"),
        ALocation.With($"suffix{i}", "/", $"*.s{i}.example.com"),
    }));

    [Theory]
    [InlineData("/exact", "", "exact")]
    [InlineData("/prefix/x", "", "prefix")]
    [InlineData("/v1/x", "", "regex")]
    [InlineData("/g1/x", "", "groups")]
    [InlineData("/", "A.example.com", "host")]
    [InlineData("/", "b.example.org", "suffix")]
    [InlineData("/", "", null)]
    public void A_match_among_few_allocates_nothing(string path, string host, string? name) =>
        Assert.Equal((name, 0), Cost(Few, new(path, host)));

    [Theory]
    [InlineData("/exact/700", "x", "exact700")]
    [InlineData("/prefix/700/x", "x", "prefix700")]
    [InlineData("/", "h700.example.com", "host700")]
    [InlineData("/", "x.s700.example.com", "suffix700")]
    public void A_match_among_many_allocates_nothing(string path, string host, string? name) =>
        Assert.Equal((name, 0), Cost(Many, new(path, host)));

    [Fact]
    public void Exact_hosts_of_others_are_not_looked_at()
    {
        var request = new CountingRequest("h700.example.com");

        Many.TryMatch(request, out _);

        Assert.InRange(request.PathReads, 1, 20);
    }

    private static (string? Name, long Bytes) Cost(RoutingTable table, FakeRequest request)
    {
        // The first matches build the automata of the expressions.
        for (var i = 0; i < 100; i++) table.TryMatch(request, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        table.TryMatch(request, out var match);
        return (match.Route?.Config.Name.Value, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private sealed class CountingRequest(string host) : IRouteRequest
    {
        public int PathReads { get; private set; }

        public string Method => "GET";

        public string Host => host;

        public string Path
        {
            get
            {
                PathReads++;
                return "/";
            }
        }

        public string? Header(string name) => null;

        public string? Query(string name) => null;

        public string? Cookie(string name) => null;
    }
}
