using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Pingap.Gateway.Forwarding;
using Pingap.Gateway.Forwarding.Http1;

namespace Pingap.Gateway.Tests.Forwarding.Http1;

public sealed class ExchangeStateTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _time = new();
    private readonly ExchangeState _state;

    public ExchangeStateTests()
    {
        _state = new(_time);
        _state.Begin(Stopwatch.GetTimestamp(), null, CancellationToken.None);
    }

    public void Dispose() => _state.Dispose();

    [Fact]
    public void A_backend_has_its_time_for_the_answer()
    {
        _state.AwaitAnswer(Limit);
        _time.Advance(Limit / 2);
        Assert.Equal(ForwardError.None, _state.Ended);
        _time.Advance(Limit);
        Assert.Equal(ForwardError.FirstByteTimedOut, _state.Ended);
    }

    [Fact]
    public void While_the_client_takes_an_interim_response_the_backend_is_not_waited_for()
    {
        _state.AwaitAnswer(Limit);
        _state.BeginInterim();
        _time.Advance(10 * Limit);
        Assert.Equal(ForwardError.None, _state.Ended);
        _state.EndInterim(Limit);
        _time.Advance(Limit / 2);
        Assert.Equal(ForwardError.None, _state.Ended);
        _time.Advance(Limit);
        Assert.Equal(ForwardError.FirstByteTimedOut, _state.Ended);
    }

    [Fact]
    public void A_time_for_the_answer_that_begins_and_ends_meanwhile_is_the_clients()
    {
        _state.BeginInterim();
        _state.AwaitAnswer(Limit);
        _time.Advance(2 * Limit);
        Assert.Equal(ForwardError.ClientTooSlow, _state.Ended);
    }

    [Fact]
    public void As_long_as_the_backend_waits_for_the_body_it_has_no_time_for_the_answer()
    {
        _state.BeginInterim();
        _state.EndInterim(null);
        _time.Advance(10 * Limit);
        Assert.Equal(ForwardError.None, _state.Ended);
    }
}
