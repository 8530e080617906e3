namespace Pingap.Gateway.Listeners;

/// <summary>A prepared change of the listeners: commit it or undo it, once.</summary>
public sealed class ListenerChange
{
    private readonly Action<long> _announce;
    private readonly Action<TimeSpan> _commit;
    private readonly Action _undo;
    private int _isUsed;

    internal ListenerChange(Action<long> announce, Action<TimeSpan> commit, Action undo) =>
        (_announce, _commit, _undo) = (announce, commit, undo);

    /// <summary>
    /// Tells kept listeners which server's they are from a version of the configuration on: first of a commit's steps, before the snapshot
    /// of that version is out, so that every request finds listener and snapshot in one world.
    /// </summary>
    public void Announce(long version) => _announce(version);

    /// <summary>
    /// New listeners begin to accept; kept ones take their new settings for the next connection; removed ones stop accepting at once
    /// and drain in the background. Quick, and cannot fail.
    /// </summary>
    /// <param name="grace">How long the open connections of removed listeners may take before they are aborted.</param>
    public void Commit(TimeSpan grace)
    {
        if (Interlocked.Exchange(ref _isUsed, 1) == 0) _commit(grace);
    }

    /// <summary>Closes the addresses that were bound for this change. Does nothing after a commit.</summary>
    public void Undo()
    {
        if (Interlocked.Exchange(ref _isUsed, 1) == 0) _undo();
    }
}
