using Pingap.Architecture.Tests.Rules;

namespace Pingap.Architecture.Tests;

public sealed class PureRoomTests
{
    [Fact]
    public void Pure_rooms_read_no_clock() =>
        Built.AssertNone(Clock.ReadIn(Built.Graph("Pingap.Actors"), House.PureRooms(Built.ActorsRoot)));

    [Theory]
    [InlineData("Health.ReadsUtcNow → System.DateTime.get_UtcNow")]
    [InlineData("Health.ReadsOffsetInLambda → System.DateTimeOffset.get_Now")]
    [InlineData("Limits.ReadsTicks → System.Environment.get_TickCount64")]
    [InlineData("Limits.ReadsStopwatch → System.Diagnostics.Stopwatch.GetTimestamp")]
    [InlineData("Balancing.ReadsSystemProvider → System.TimeProvider.get_System")]
    public void A_reading_of_the_clock_is_seen(string reading)
    {
        var complaints = Clock.ReadIn(Built.Sample("Clocks"), House.PureRooms($"{Built.SamplesRoot}.Clocks"));

        Assert.Contains(complaints, complaint => complaint.StartsWith($"{Built.SamplesRoot}.Clocks.{reading}:", StringComparison.Ordinal));
    }

    [Fact]
    public void Arithmetic_with_times_is_left_alone() => Assert.DoesNotContain(
        Clock.ReadIn(Built.Sample("Clocks"), House.PureRooms($"{Built.SamplesRoot}.Clocks")),
        complaint => complaint.Contains("Counts", StringComparison.Ordinal));
}
