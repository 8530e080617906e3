namespace Pingap.Gateway.Listeners;

/// <summary>The open connections of one listener, and its drain.</summary>
internal sealed class OpenConnections
{
    private readonly Lock _gate = new();
    private readonly HashSet<IOpenConnection> _open = [];
    private readonly TaskCompletionSource _emptied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isClosing;

    /// <summary>Completes when <see cref="CloseAll"/> was called and the last connection is gone.</summary>
    public Task Emptied => _emptied.Task;

    /// <summary>Adds a connection, unless the listener is closing.</summary>
    public bool TryAdd(IOpenConnection connection)
    {
        lock (_gate)
        {
            return !_isClosing && _open.Add(connection);
        }
    }

    /// <summary>Takes out a connection that has ended.</summary>
    public void Remove(IOpenConnection connection)
    {
        lock (_gate)
        {
            _open.Remove(connection);
            if (_isClosing && _open.Count == 0) _emptied.TrySetResult();
        }
    }

    /// <summary>Admits no more connections and asks all that are open to end.</summary>
    /// <returns>How many were open.</returns>
    public int CloseAll()
    {
        IOpenConnection[] open;
        lock (_gate)
        {
            _isClosing = true;
            if (_open.Count == 0) _emptied.TrySetResult();
            open = [.. _open];
        }

        // Outside the lock: an idle connection may end, and take itself out, while it is being asked.
        foreach (var connection in open) connection.RequestClose();
        return open.Length;
    }

    /// <summary>Ends all connections that are still open.</summary>
    /// <returns>How many there were.</returns>
    public int AbortAll()
    {
        IOpenConnection[] open;
        lock (_gate)
        {
            open = [.. _open];
        }

        foreach (var connection in open) connection.Abort();
        return open.Length;
    }
}
