using System.Net.Http;
using Pingap.Gateway.Forwarding;
using Yarp.ReverseProxy.Forwarder;

namespace Pingap.Gateway.Tests.Forwarding;

public sealed class YarpErrorsTests
{
    /// <summary>The reset cancels the copying of the body, wherever that was, and both are reported.</summary>
    [Theory]
    [InlineData(ForwarderError.RequestBodyClient)]
    [InlineData(ForwarderError.RequestBodyDestination)]
    public void A_stream_that_the_backend_resets_while_the_body_is_sent_is_broken_and_nobody_was_slow(ForwarderError reported)
    {
        const int RefusedStream = 7;
        var reset = new HttpRequestException("reset", new HttpProtocolException(RefusedStream, "reset", null));

        Assert.Equal(ForwardError.ConnectionBroken, Classify(reported, new AggregateException(new OperationCanceledException(), reset)));
    }

    [Theory]
    [InlineData(ForwarderError.RequestBodyClient, ForwardError.ClientTooSlow)]
    [InlineData(ForwarderError.RequestBodyDestination, ForwardError.WriteTimedOut)]
    public void Without_that_it_was_too_slow(ForwarderError reported, ForwardError error) =>
        Assert.Equal(error, Classify(reported, new AggregateException(new OperationCanceledException(), new HttpRequestException("cancelled"))));

    private static ForwardError Classify(ForwarderError reported, Exception cause)
    {
        using var exchange = new YarpExchange();
        return YarpErrors.Classify(reported, cause, exchange, isClientGone: false);
    }
}
