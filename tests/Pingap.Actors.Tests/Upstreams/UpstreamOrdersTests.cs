using Pingap.Actors.Upstreams;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Upstreams;

public sealed class UpstreamOrdersTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void What_is_asked_for_the_whole_holds_for_every_backend()
    {
        var orders = UpstreamOrders.None.With(Ask(OrderKind.Drain), null, Now);
        Assert.NotNull(orders.Whole);
        Assert.NotNull(orders.WithdrawalOf(Some.Address(9999)));
    }

    [Fact]
    public void What_is_taken_back_for_the_whole_still_holds_for_a_backend_it_was_asked_for()
    {
        var orders = UpstreamOrders.None
            .With(Ask(OrderKind.Disable), Some.Address(8001), Now).With(Ask(OrderKind.Drain), null, Now).With(Ask(OrderKind.Enable), null, Now);
        Assert.True(orders.WithdrawalOf(Some.Address(8001))?.IsDisabled);
        Assert.Null(orders.WithdrawalOf(Some.Address(8002)));
    }

    [Fact]
    public void A_weight_and_a_withdrawal_are_two_things()
    {
        var orders = UpstreamOrders.None
            .With(Ask(OrderKind.Weigh) with { Weight = 7 }, Some.Address(8001), Now)
            .With(Ask(OrderKind.Drain), Some.Address(8001), Now)
            .With(Ask(OrderKind.Enable), Some.Address(8001), Now);
        Assert.Equal(7, orders.WeightOf(Some.Address(8001)));
        Assert.Null(orders.WithdrawalOf(Some.Address(8001)));
        Assert.Null(orders.With(Ask(OrderKind.Weigh), Some.Address(8001), Now).WeightOf(Some.Address(8001)));
    }

    [Fact]
    public void What_is_asked_again_holds_since_it_was_asked_first_with_the_newer_deadline()
    {
        var orders = UpstreamOrders.None
            .With(Ask(OrderKind.Drain), Some.Address(8001), Now)
            .With(Ask(OrderKind.Drain) with { Within = TimeSpan.FromSeconds(30) }, Some.Address(8001), Now.AddSeconds(60));
        var word = orders.WithdrawalOf(Some.Address(8001))!;
        Assert.Equal((Now, Now.AddSeconds(90), "an operator: drain within 30s", "by root"), (word.Since, word.Deadline, word.Cause, word.Evidence));
    }

    [Fact]
    public void Backends_that_leave_the_configuration_take_their_orders_with_them()
    {
        var orders = UpstreamOrders.None.With(Ask(OrderKind.Drain), Some.Address(8001), Now).With(Ask(OrderKind.Drain), Some.Address(8002), Now);
        orders = orders.Of(new HashSet<Pingap.Actors.Configuration.BackendAddress> { Some.Address(8002) });
        Assert.Null(orders.WithdrawalOf(Some.Address(8001)));
        Assert.NotNull(orders.WithdrawalOf(Some.Address(8002)));
    }

    private static OperatorOrder Ask(OrderKind kind) => new(kind, "root");
}
