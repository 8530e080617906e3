namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>
/// Idle connections, the one that was used last first. Threads put in and take out without a lock: each place is one reference that is exchanged. Where the last one stands is
/// only guessed, so that a look may miss one that is just being put in; nothing is lost by it.
/// </summary>
internal sealed class PoolStripe
{
    private const int SegmentSize = 64;

    // More idle connections than this to one backend from one processor serve nobody.
    private const int MostSegments = 32;
    private readonly Segment _first = new();

    /// <summary>Puts a connection in.</summary>
    /// <returns>Whether there was a place.</returns>
    public bool TryPut(BackendConnection connection)
    {
        var segment = _first;
        for (var count = 1; ; count++)
        {
            if (segment.TryPut(connection)) return true;
            if (count == MostSegments) return false;
            segment = segment.Next ?? segment.Grow();
        }
    }

    /// <summary>Takes one out.</summary>
    /// <returns><c>null</c> when none was found.</returns>
    public BackendConnection? Take()
    {
        for (var segment = _first; segment is not null; segment = segment.Next)
        {
            if (segment.Take() is { } connection) return connection;
        }

        return null;
    }

    /// <summary>Takes all out that nobody has used since, and closes them.</summary>
    /// <param name="since">In <see cref="Environment.TickCount64"/>.</param>
    /// <returns>Whether others are left.</returns>
    public bool Close(long since)
    {
        var isLeft = false;
        for (var segment = _first; segment is not null; segment = segment.Next) isLeft |= segment.Close(since);
        return isLeft;
    }

    private sealed class Segment
    {
        private readonly object?[] _places = new object?[SegmentSize];
        private Segment? _next;
        private int _top;

        public Segment? Next => Volatile.Read(ref _next);

        public Segment Grow()
        {
            var next = new Segment();
            return Interlocked.CompareExchange(ref _next, next, null) ?? next;
        }

        public bool TryPut(BackendConnection connection)
        {
            var top = Volatile.Read(ref _top);
            for (var i = 0; i < SegmentSize; i++)
            {
                var index = (top + i) % SegmentSize;
                if (Volatile.Read(ref _places[index]) is not null) continue;
                connection.Slot = new(_places, index);
                if (Interlocked.CompareExchange(ref _places[index], connection, null) is not null) continue;
                Volatile.Write(ref _top, (index + 1) % SegmentSize);
                return true;
            }

            return false;
        }

        public BackendConnection? Take()
        {
            var top = Volatile.Read(ref _top);
            for (var i = 1; i <= SegmentSize; i++)
            {
                var index = (top - i + SegmentSize) % SegmentSize;
                if (Volatile.Read(ref _places[index]) is not BackendConnection connection || Interlocked.CompareExchange(ref _places[index], null, connection) != connection) continue;
                Volatile.Write(ref _top, index);
                return connection;
            }

            return null;
        }

        public bool Close(long since)
        {
            var isLeft = false;
            for (var index = 0; index < SegmentSize; index++)
            {
                if (Volatile.Read(ref _places[index]) is not BackendConnection connection) continue;
                if (connection.IdleSince > since && connection.KeptUntil > Environment.TickCount64) isLeft = true;
                else if (Interlocked.CompareExchange(ref _places[index], null, connection) == connection) connection.Dispose();
            }

            return isLeft;
        }
    }
}
