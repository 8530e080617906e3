using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class AccessLogTextTests
{
    [Theory]
    [InlineData("tiny")]
    [InlineData("short")]
    [InlineData("common")]
    [InlineData("combined")]
    [InlineData("{method} {uri} {status}")]
    [InlineData("served {uri}")]
    [InlineData("/var/log/access.log?rolling=daily combined")]
    [InlineData("/var/log/access.log {method} {uri}")]
    public void Presets_and_formats_are_kept_as_they_are(string text)
    {
        Assert.True(AccessLogText.TryParse(text, out var format, out _));
        Assert.Equal(text, format);
    }

    [Theory]
    [InlineData("Combined", "has no format; did you mean combined?")]
    [InlineData("/var/log/access.log comon", "has no format; did you mean common?")]
    [InlineData("access.log", "has no format; use tiny, short, common or combined, or tags such as {method}")]
    [InlineData("logs/access.log", "is a file without a format; write one after it, such as combined")]
    [InlineData("a b combined", "has no format; did you mean combined?")]
    [InlineData(" ", "has no format; use tiny, short, common or combined, or tags such as {method}")]
    public void A_text_without_a_format_is_refused(string text, string wrong)
    {
        Assert.False(AccessLogText.TryParse(text, out _, out var said));
        Assert.Equal(wrong, said);
    }
}
