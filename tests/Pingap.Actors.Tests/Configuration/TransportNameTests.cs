using Pingap.Actors.Configuration;

namespace Pingap.Actors.Tests.Configuration;

public sealed class TransportNameTests
{
    [Theory]
    [InlineData("sockets", false, TransportKind.Sockets)]
    [InlineData("sockets", true, TransportKind.Sockets)]
    [InlineData("epoll", true, TransportKind.Epoll)]
    public void A_transport_has_a_name(string text, bool isLinux, TransportKind kind)
    {
        Assert.True(TransportName.TryParse(text, isLinux, out var read, out _));
        Assert.Equal(kind, read);
    }

    [Theory]
    [InlineData("epoll", false, "is there on Linux only; use sockets")]
    [InlineData("kqueue", true, "is not a transport; use sockets or epoll")]
    public void A_transport_that_cannot_be_says_what_would_do(string text, bool isLinux, string wrong)
    {
        Assert.False(TransportName.TryParse(text, isLinux, out _, out var told));
        Assert.Equal(wrong, told);
    }
}
