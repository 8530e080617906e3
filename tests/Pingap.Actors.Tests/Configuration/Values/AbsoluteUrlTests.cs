using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class AbsoluteUrlTests
{
    [Theory]
    [InlineData("https://host.example", true)]
    [InlineData("http://user:password@host.example:8080/path?query#fragment", true)]
    [InlineData("HTTP://[::1]:4317/", true)]
    [InlineData("http://host.example/job/$HOSTNAME", true)]
    [InlineData("host.example", false)]
    [InlineData("//host.example/path", false)]
    [InlineData("/path", false)]
    [InlineData("file:///path", false)]
    [InlineData("ftp://host.example", false)]
    [InlineData("https://", false)]
    [InlineData("https:///path", false)]
    [InlineData("https://host.example:99999", false)]
    [InlineData("https://host.example/a b", false)]
    [InlineData("https://host.example/\n", false)]
    [InlineData(" https://host.example", false)]
    public void A_URL_of_HTTP_with_a_host_is_taken(string text, bool taken) => Assert.Equal(taken, AbsoluteUrl.TryParse(text, out Secret _, out _));

    [Theory]
    [InlineData("https://key@sentry.example/1", true)]
    [InlineData("https://key:old@sentry.example:9000/path/1", true)]
    [InlineData("https://sentry.example/1", false)]
    [InlineData("https://key@sentry.example/", false)]
    [InlineData("key@sentry.example/1", false)]
    public void A_DSN_has_a_key_and_a_project(string text, bool taken) => Assert.Equal(taken, AbsoluteUrl.TryParseDsn(text, out _, out _));

    [Fact]
    public void What_is_wrong_repeats_nothing_of_the_text()
    {
        Assert.False(AbsoluteUrl.TryParse("ftp://user:hunter2@host.example", out Secret _, out var wrong));
        Assert.DoesNotContain("hunter2", wrong, StringComparison.Ordinal);
    }
}
