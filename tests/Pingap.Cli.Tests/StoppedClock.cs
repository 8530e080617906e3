namespace Pingap.Cli.Tests;

/// <summary>A clock that stands still, one hour east of Greenwich.</summary>
internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(1), "east", "east");

    public override DateTimeOffset GetUtcNow() => now;
}
