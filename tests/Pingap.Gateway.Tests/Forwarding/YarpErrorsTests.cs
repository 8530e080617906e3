using Pingap.Gateway.Forwarding;
using Yarp.ReverseProxy.Forwarder;

namespace Pingap.Gateway.Tests.Forwarding;

public sealed class YarpErrorsTests
{
    /// <summary>A reset cancels the copying of the body, wherever that is at the moment, and looks like a timeout by its exceptions.</summary>
    [Theory]
    [InlineData(ForwarderError.RequestBodyClient, true, ForwardError.ClientTooSlow)]
    [InlineData(ForwarderError.RequestBodyClient, false, ForwardError.ConnectionBroken)]
    [InlineData(ForwarderError.RequestBodyDestination, true, ForwardError.WriteTimedOut)]
    [InlineData(ForwarderError.RequestBodyDestination, false, ForwardError.ConnectionBroken)]
    public void A_body_that_is_given_up_is_somebodys_slowness_only_when_its_time_was_over(ForwarderError reported, bool hasTimedOut, ForwardError error) =>
        Assert.Equal(error, Classify(reported, new AggregateException(new OperationCanceledException(), new OperationCanceledException()), hasTimedOut));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_body_that_breaks_is_the_clients_doing(bool hasTimedOut) =>
        Assert.Equal(ForwardError.ClientBodyFailed, Classify(ForwarderError.RequestBodyClient, new IOException(), hasTimedOut));

    private static ForwardError Classify(ForwarderError reported, Exception cause, bool hasTimedOut)
    {
        using var exchange = new YarpExchange();
        return YarpErrors.Classify(reported, cause, exchange, isClientGone: false, hasTimedOut);
    }
}
