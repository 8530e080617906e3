using Pingap.Actors.Control.History;
using Pingap.Actors.Health;

namespace Pingap.Cli.Output;

/// <summary>What values of the program are called in English.</summary>
internal static class Words
{
    private const int LongestLine = 120;

    /// <summary>What made the proxy take on a version, in a word or two.</summary>
    public static string Of(ChangeCause cause) => cause switch
    {
        ChangeCause.Started => "start",
        ChangeCause.SourceChanged => "source changed",
        ChangeCause.Reloaded => "reload",
        ChangeCause.HandedOver => "apply",
        ChangeCause.RolledBack => "rollback",
        ChangeCause.NotConfirmed => "not confirmed",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "not a cause"),
    };

    /// <summary>The state of a breaker.</summary>
    public static string Of(CircuitState circuit) => circuit switch
    {
        CircuitState.Closed => "closed",
        CircuitState.Open => "open",
        CircuitState.HalfOpen => "half-open",
        _ => throw new ArgumentOutOfRangeException(nameof(circuit), circuit, "not a state"),
    };

    /// <summary>Whether something takes requests.</summary>
    public static string Of(DrainState state) => state switch
    {
        DrainState.Active => "active",
        DrainState.Draining => "draining",
        DrainState.Drained => "drained",
        DrainState.Disabled => "disabled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "not a state"),
    };

    /// <summary>A number of things: <c>no errors</c>, <c>1 error</c>, <c>2 errors</c>.</summary>
    public static string Counted(int count, string noun) => count switch
    {
        0 => $"no {noun}s",
        1 => $"1 {noun}",
        _ => $"{count} {noun}s",
    };

    /// <summary>Entities by what becomes of them: <c>+upstreams.b ~locations.a -servers.c</c>; <c>nothing</c> when there are none.</summary>
    public static string Changes(IEnumerable<string> added, IEnumerable<string> changed, IEnumerable<string> removed)
    {
        var all = string.Join(' ', Marked('+', added).Concat(Marked('~', changed)).Concat(Marked('-', removed)));
        return all.Length == 0 ? "nothing" : all;
    }

    /// <summary>The first of a list of changes, as many as a line can take, and how many more there are.</summary>
    public static string Shortened(string changes)
    {
        if (changes.Length <= LongestLine) return changes;
        var end = changes.LastIndexOf(' ', LongestLine);
        return end < 0 ? changes : $"{changes[..end]} … and {changes.AsSpan(end).Count(' ')} more";
    }

    private static IEnumerable<string> Marked(char mark, IEnumerable<string> entities) =>
        entities.Order(StringComparer.Ordinal).Select(entity => $"{mark}{entity}");
}
