using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class FileModeTextTests
{
    [Theory]
    [InlineData("660", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite)]
    [InlineData("0202", UnixFileMode.UserWrite | UnixFileMode.OtherWrite)]
    [InlineData("000", UnixFileMode.None)]
    public void Octal_digits_are_read(string text, UnixFileMode mode)
    {
        Assert.True(FileModeText.TryParse(text, out var read, out _));
        Assert.Equal(mode, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("66")]
    [InlineData("680")]
    [InlineData("4660")]
    [InlineData("rw-rw----")]
    public void What_is_no_mode_is_said(string text)
    {
        Assert.False(FileModeText.TryParse(text, out _, out var wrong));
        Assert.Equal("is not a mode in octal digits; write one such as 0660", wrong);
    }
}
