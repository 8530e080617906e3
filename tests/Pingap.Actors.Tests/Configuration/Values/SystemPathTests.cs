using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class SystemPathTests
{
    [Theory]
    [InlineData("/run/pingap.pid", true)]
    [InlineData("logs/a b.log", true)]
    [InlineData("/run/\u0000", false)]
    [InlineData("/run/\n", false)]
    public void A_path_has_no_control_characters(string text, bool taken) => Assert.Equal(taken, SystemPath.TryParse(text, out _, out _));

    [Theory]
    [InlineData(107, true)]
    [InlineData(108, false)]
    public void A_socket_has_a_path_of_107_bytes_at_most(int length, bool taken) =>
        Assert.Equal(taken, SystemPath.TryParseSocket(new string('a', length), out _, out _));

    [Fact]
    public void Bytes_count_not_characters() => Assert.False(SystemPath.TryParseSocket(new string('é', 60), out _, out _));
}
