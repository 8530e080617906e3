namespace Pingap.Testing.Processes;

/// <summary>The lines of one output of a process, those printed and those to come. For any number of threads.</summary>
/// <param name="name">What messages call it.</param>
public sealed class ProcessLines(string name)
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<Waiter> _waiters = [];
    private bool _ended;

    /// <summary>Those printed up to now.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            lock (_lock) return [.. _lines];
        }
    }

    /// <summary>The name and all lines, for messages of failed tests.</summary>
    public override string ToString() => $"--- {name} ---\n{string.Join('\n', All)}";

    /// <summary>Takes in lines until the process closes the output.</summary>
    internal async Task ReadAllAsync(TextReader reader)
    {
        while (await reader.ReadLineAsync() is { } line) Add(line);
        End();
    }

    /// <summary>The first line that the predicate likes.</summary>
    /// <param name="predicate">Called once a line, in order; must not call back.</param>
    /// <param name="deadline">How long to wait.</param>
    /// <param name="other">What else to show when there is none.</param>
    internal async Task<string> WaitForAsync(Func<string, bool> predicate, TimeSpan deadline, ProcessLines other)
    {
        Waiter waiter;
        lock (_lock)
        {
            foreach (var line in _lines)
                if (predicate(line))
                    return line;
            if (_ended) throw Ended(other);
            waiter = new Waiter(predicate, new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously));
            _waiters.Add(waiter);
        }

        try
        {
            return await waiter.Line.Task.WaitAsync(deadline) ?? throw Ended(other);
        }
        catch (TimeoutException)
        {
            lock (_lock) _waiters.Remove(waiter);
            throw new TimeoutException($"No such line within {deadline.TotalSeconds:0} s.\n{this}\n{other}");
        }
    }

    private EndOfStreamException Ended(ProcessLines other) => new($"The process ended without such a line.\n{this}\n{other}");

    private void Add(string line)
    {
        lock (_lock)
        {
            _lines.Add(line);
            _waiters.RemoveAll(waiter => waiter.Predicate(line) && waiter.Line.TrySetResult(line));
        }
    }

    private void End()
    {
        lock (_lock)
        {
            _ended = true;
            foreach (var waiter in _waiters) waiter.Line.TrySetResult(null);
            _waiters.Clear();
        }
    }

    private sealed record Waiter(Func<string, bool> Predicate, TaskCompletionSource<string?> Line);
}
