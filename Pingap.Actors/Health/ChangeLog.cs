namespace Pingap.Actors.Health;

/// <summary>The last changes of a backend or a group, of which the oldest make room for new ones. Owned by one actor: a plain mutable object.</summary>
public sealed class ChangeLog
{
    /// <summary>How many it keeps.</summary>
    public const int Length = 50;

    private readonly Queue<ChangeEntry> _entries = new();

    /// <summary>The changes, oldest first.</summary>
    public IReadOnlyCollection<ChangeEntry> Entries => _entries;

    /// <summary>Adds a change.</summary>
    public void Add(ChangeEntry entry)
    {
        if (_entries.Count == Length) _entries.Dequeue();
        _entries.Enqueue(entry);
    }
}
