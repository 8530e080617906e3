using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Pingap.Actors.Configuration;

/// <summary>
/// The expressions that are in use somewhere, by their text. Making one costs about half a millisecond and hundreds of kilobytes, and it learns from every
/// text it sees: so whoever reads the same configuration again, or most of it, is given the one that has learnt already.
/// </summary>
/// <param name="make">Makes an expression that is not in use.</param>
internal sealed class MadeExpressions(Func<string, Regex> make)
{
    private const int FewestToSweep = 256;

    // Weak, so that an expression lasts as long as the configuration it stands in, and no longer.
    private readonly ConcurrentDictionary<string, WeakReference<Regex>> _made = new(StringComparer.Ordinal);
    private int _sweepAt = FewestToSweep;

    /// <summary>How many are remembered, whether still in use or not.</summary>
    public int Count => _made.Count;

    /// <summary>The expression of that text. For any number of threads, which expressions are too.</summary>
    public Regex Of(string pattern)
    {
        if (_made.TryGetValue(pattern, out var known) && known.TryGetTarget(out var regex)) return regex;
        regex = make(pattern);
        _made[pattern] = new(regex);
        if (_made.Count > Volatile.Read(ref _sweepAt)) Sweep();
        return regex;
    }

    private void Sweep()
    {
        foreach (var made in _made)
        {
            if (!made.Value.TryGetTarget(out _)) _made.TryRemove(made);
        }

        Volatile.Write(ref _sweepAt, Math.Max(FewestToSweep, _made.Count * 2));
    }
}
