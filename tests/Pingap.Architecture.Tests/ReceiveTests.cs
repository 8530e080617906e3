using Pingap.Architecture.Tests.Reading;

namespace Pingap.Architecture.Tests;

public sealed class ReceiveTests
{
    [Theory]
    [InlineData("Pingap.Actors")]
    [InlineData("Pingap.Gateway")]
    [InlineData("pingap")]
    public void Every_receive_says_what_it_does_not_handle(string assembly) =>
        Built.AssertNone(Receives.WithoutUnhandled(Built.File(assembly)));

    [Fact]
    public void A_receive_without_it_is_seen_first_or_by_become() => Assert.Equal(
        [
            $"{Built.SamplesRoot}.Receiving.Forgetful.OnReceive never comes to Unhandled(message)",
            $"{Built.SamplesRoot}.Receiving.ForgetfulLater.Applying never comes to Unhandled(message)",
        ],
        Receives.WithoutUnhandled(Built.File("Pingap.Architecture.Tests"), $"{Built.SamplesRoot}.Receiving").Order());
}
