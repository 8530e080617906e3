using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Examples;

/// <summary>configs/balancing.toml: each path is balanced as its comment says.</summary>
public sealed class BalancingFileTests(BalancingFileTests.World world) : IClassFixture<BalancingFileTests.World>
{
    [Fact]
    public async Task Turns_go_by_weight_and_backups_get_none()
    {
        var turns = await world.TurnsAsync(8, "/turns");

        Assert.Equal((6, 2), (turns.Count(name => name is "first"), turns.Count(name => name is "second")));
    }

    [Theory]
    [InlineData("/least")]
    [InlineData("/two")]
    [InlineData("/fastest")]
    [InlineData("/chance")]
    public async Task Every_request_is_answered(string target) => Assert.Equal(20, (await world.TurnsAsync(20, target)).Count);

    [Theory]
    [InlineData("/client?a=1", "/client/b")]
    [InlineData("/page/a?x=1", "/page/a?x=2")]
    public async Task What_belongs_together_comes_together(string target, string other) =>
        Assert.Single((await world.TurnsAsync(4, target)).Concat(await world.TurnsAsync(4, other)).Distinct());

    [Fact]
    public async Task Users_stay_where_they_are_and_are_spread()
    {
        var backends = new List<string>();
        for (var user = 0; user < 20; user++)
        {
            var first = await world.BackendAsync("/user", ("X-User", $"user-{user}"));
            Assert.Equal(first, await world.BackendAsync("/user/again", ("X-User", $"user-{user}")));
            backends.Add(first);
        }

        Assert.Equal(2, backends.Distinct().Count());
    }

    [Fact]
    public async Task A_cookie_leads_its_client_back_through_every_proxy_with_the_same_secret()
    {
        for (var client = 0; client < 4; client++)
        {
            using var first = await world.Client.GetAsync("/sticky");
            var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"));
            Assert.StartsWith("shop_backend=", cookie, StringComparison.Ordinal);
            var backend = first.Headers.GetValues("X-Backend").Single();
            for (var i = 0; i < 3; i++)
            {
                foreach (var proxy in new[] { world.Client, world.OtherClient })
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, "/sticky");
                    request.Headers.Add("Cookie", cookie[..cookie.IndexOf(';')]);
                    using var response = await proxy.SendAsync(request);
                    Assert.Equal(backend, response.Headers.GetValues("X-Backend").Single());
                    Assert.False(response.Headers.Contains("Set-Cookie"));
                }
            }
        }
    }

    public sealed class World : TwoBackends, IAsyncLifetime
    {
        private RunningProxy? _other;

        /// <summary>A client of another proxy with the same configuration.</summary>
        public HttpClient OtherClient { get; } = Clients.Http();

        /// <summary>The name of the backend that answers a request with a field.</summary>
        public async Task<string> BackendAsync(string target, (string Name, string Value) field)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, target);
            request.Headers.Add(field.Name, field.Value);
            using var response = await Client.SendAsync(request);
            return response.Headers.GetValues("X-Backend").Single();
        }

        /// <inheritdoc/>
        async Task IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            _other = RunningProxy.Start(Toml());
            OtherClient.BaseAddress = await _other.UrlAsync("http");
        }

        /// <inheritdoc/>
        async Task IAsyncLifetime.DisposeAsync()
        {
            OtherClient.Dispose();
            if (_other is not null) await _other.DisposeAsync();
            await DisposeAsync();
        }

        protected override string Toml() => Written.Runnable(
            Written.Text("configs/balancing.toml").Replace("# sticky_secret = \"$ENV:STICKY_SECRET\"", "sticky_secret = \"a secret of this test\"", StringComparison.Ordinal),
            ("127.0.0.1:8001", First.Address),
            ("127.0.0.1:8002", Second.Address),
            (", \"127.0.0.1:8003\"", ""));
    }
}
