namespace Pingap.Gateway.Transport;

/// <summary>How much one socket has read in a turn of its loop, while others wait.</summary>
internal struct TurnShare
{
    /// <summary>How much it may: 256 KiB.</summary>
    private const int Most = 256 * 1024;

    private long _turn;
    private int _taken;

    /// <summary>Whether it has had its share of the turn that goes on.</summary>
    public readonly bool IsSpent(EpollLoop loop) => _taken >= Most && _turn == loop.Turn;

    /// <summary>Counts what was read.</summary>
    public void Take(EpollLoop loop, int count)
    {
        if (_turn != loop.Turn) (_turn, _taken) = (loop.Turn, 0);
        _taken += count;
    }

    /// <summary>Begins anew, since it waits for the next turn.</summary>
    public void Renew() => _taken = 0;
}
