#pragma warning disable // What stands here is wrong on purpose, each in its own way; the rules must see it.
namespace Pingap.Architecture.Tests.Samples.Clocks.Health
{
    internal class ReadsUtcNow
    {
        public DateTime At() => DateTime.UtcNow;
    }

    internal class ReadsOffsetInLambda
    {
        public Func<DateTimeOffset> At() => () => DateTimeOffset.Now;
    }

    internal class Counts
    {
        public DateTimeOffset Later(DateTimeOffset now, TimeProvider clock) => now.AddSeconds(1) + clock.GetElapsedTime(1, 2);
    }
}

namespace Pingap.Architecture.Tests.Samples.Clocks.Limits
{
    internal class ReadsTicks
    {
        public long At => Environment.TickCount64;
    }

    internal class ReadsStopwatch
    {
        public long At => System.Diagnostics.Stopwatch.GetTimestamp();
    }
}

namespace Pingap.Architecture.Tests.Samples.Clocks.Balancing
{
    internal class ReadsSystemProvider(TimeProvider? clock)
    {
        private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    }
}
