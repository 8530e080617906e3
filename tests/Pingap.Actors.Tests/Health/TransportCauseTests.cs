using System.Net.Sockets;
using System.Security.Authentication;
using Pingap.Actors.Health;

namespace Pingap.Actors.Tests.Health;

public sealed class TransportCauseTests
{
    [Theory]
    [InlineData(SocketError.ConnectionRefused, "ECONNREFUSED")]
    [InlineData(SocketError.TimedOut, "ETIMEDOUT")]
    [InlineData(SocketError.ConnectionReset, "ECONNRESET")]
    [InlineData(SocketError.HostUnreachable, "EHOSTUNREACH")]
    [InlineData(SocketError.HostNotFound, "ENOTFOUND")]
    public void It_is_found_behind_other_exceptions(SocketError error, string name) =>
        Assert.Equal(name, TransportCause.Of(new HttpRequestException("no", new IOException("no", new SocketException((int)error)))));

    [Fact]
    public void What_is_no_error_of_a_socket_may_have_a_name_too()
    {
        Assert.Equal("TLS", TransportCause.Of(new HttpRequestException("no", new AuthenticationException())));
        Assert.Equal("EOF", TransportCause.Of(new HttpRequestException("no", new HttpIOException(HttpRequestError.ResponseEnded))));
        Assert.Null(TransportCause.Of(new InvalidOperationException()));
        Assert.Null(TransportCause.Of(failure: null));
    }

    [Fact]
    public void An_outcome_shows_it() => Assert.Equal(
        "last connection failed (ECONNREFUSED)", new Outcome(OutcomeKind.ConnectFailed, Cause: "ECONNREFUSED").Evidence);
}
