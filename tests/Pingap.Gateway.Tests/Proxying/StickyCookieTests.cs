using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Testing.Backends;

namespace Pingap.Gateway.Tests.Proxying;

/// <summary>The group of these tests gives its first backend to everybody, so that a cookie that names another is corrected.</summary>
public sealed class StickyCookieTests
{
    private static readonly Secret Secret = new("a secret of this test");
    private static readonly BackendAddress Elsewhere = new("127.0.0.1", 1);

    [Fact]
    public async Task A_client_without_a_cookie_gets_one_that_names_its_backend()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await StartAsync(backend, new("route", null, Secret));
        var cookie = Assert.Single(await CookiesAsync(front));
        Assert.Matches("^route=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax$", cookie);
        Assert.True(Seal.TryOpen(cookie.AsSpan(6, StickySeal.Length), DateTimeOffset.UtcNow, out var named, out _));
        Assert.Equal(new BackendLoad(backend.Address, 1).AddressHash, named);
    }

    [Fact]
    public async Task A_client_that_comes_back_to_its_backend_gets_no_other_cookie()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await StartAsync(backend, new("route", null, Secret));
        var cookie = Assert.Single(await CookiesAsync(front));
        Assert.Empty(await CookiesAsync(front, $"a=b; {cookie[..cookie.IndexOf(';')]}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_forged_cookie_is_ignored_and_replaced(string value)
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await StartAsync(backend, new("route", null, Secret));
        Assert.Single(await CookiesAsync(front, $"route={value}"));
    }

    [Fact]
    public async Task A_client_whose_backend_is_not_there_gets_another_and_its_cookie()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await StartAsync(backend, new("route", null, Secret));
        var cookie = Assert.Single(await CookiesAsync(front, $"route={Seal.Seal(new BackendLoad(Elsewhere, 1).AddressHash, null)}"));
        Assert.True(Seal.TryOpen(cookie.AsSpan(6, StickySeal.Length), DateTimeOffset.UtcNow, out var named, out _));
        Assert.Equal(new BackendLoad(backend.Address, 1).AddressHash, named);
    }

    [Theory]
    [InlineData(50, 0)]
    [InlineData(20, 1)]
    [InlineData(-1, 1)]
    [InlineData(600, 1)]
    [InlineData(null, 1)]
    public async Task A_cookie_is_renewed_when_half_of_its_time_is_over(int? minutesLeft, int cookies)
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await StartAsync(backend, new("route", TimeSpan.FromHours(1), Secret));
        DateTimeOffset? until = minutesLeft is { } minutes ? DateTimeOffset.UtcNow.AddMinutes(minutes) : null;
        var got = await CookiesAsync(front, $"route={Seal.Seal(new BackendLoad(backend.Address, 1).AddressHash, until)}");
        Assert.Equal(cookies, got.Count);
        Assert.All(got, cookie => Assert.EndsWith("; Max-Age=3600; Path=/; HttpOnly; SameSite=Lax", cookie, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_backends_own_cookies_stay_beside_it()
    {
        await using var backend = await HttpBackend.StartAsync(context =>
        {
            context.Response.Headers.SetCookie = new(["a=1", "b=2"]);
            return Task.CompletedTask;
        });
        await using var front = await StartAsync(backend, new("route", null, null));
        var cookies = await CookiesAsync(front);
        Assert.Equal(["a=1", "b=2"], cookies.Take(2));
        Assert.StartsWith("route=", cookies[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_of_the_proxy_itself_binds_nobody()
    {
        await using var front = await Front.StartAsync(Upstream(Elsewhere, new("route", null, Secret)));
        var response = await front.Client.GetAsync("/", front.Deadline);
        Assert.Equal(502, (int)response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Of_two_backends_that_were_tried_the_cookie_names_the_one_that_answered()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        var upstream = Upstream(Elsewhere, new("route", null, Secret));
        await using var front = await Front.StartAsync(upstream with { Backends = [.. upstream.Backends, new(backend.Address, 1)] });
        var cookie = Assert.Single(await CookiesAsync(front));
        Assert.True(Seal.TryOpen(cookie.AsSpan(6, StickySeal.Length), DateTimeOffset.UtcNow, out var named, out _));
        Assert.Equal(new BackendLoad(backend.Address, 1).AddressHash, named);
    }

    private static StickySeal Seal => new("a secret of this test"u8, Given.UpstreamName);

    private static Task<Front> StartAsync(HttpBackend backend, StickyConfig sticky) => Front.StartAsync(Upstream(backend.Address, sticky));

    private static UpstreamConfig Upstream(BackendAddress backend, StickyConfig sticky) =>
        Given.Upstream(backend) with { Balancing = new(BalancingAlgorithm.Sticky) { Sticky = sticky } };

    private static async Task<List<string>> CookiesAsync(Front front, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        using var response = await front.SendAsync(request);
        return response.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [];
    }
}
