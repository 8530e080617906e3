using Pingap.Compare.Measuring;
using Pingap.Compare.Targets;

namespace Pingap.Compare.Scenarios;

/// <summary>Something that proxies are compared by.</summary>
internal interface IScenario
{
    /// <summary>Its name in options and in the JSON file.</summary>
    string Name { get; }

    /// <summary>What it is, for people.</summary>
    string Title { get; }

    /// <summary>What is measured.</summary>
    IReadOnlyList<Metric> Metrics { get; }

    /// <summary>Which of that get a plot.</summary>
    IReadOnlyList<Metric> Plotted { get; }

    /// <summary>The program of the system that it needs, or <c>null</c>.</summary>
    string? Program { get; }

    /// <summary>Whether the backend that works is needed, in place of the one with bodies.</summary>
    bool NeedsWork { get; }

    /// <summary>Whether the rounds are with a process of their own rather than with the one that all scenarios share.</summary>
    bool WantsFreshProcess { get; }

    /// <summary>Looks whether a proxy can do it at all, and warms it.</summary>
    /// <returns>Why it cannot, or <c>null</c>.</returns>
    Task<string?> PrepareAsync(RunningTarget target, Pace pace, CancellationToken cancellation);

    /// <summary>One round of one proxy.</summary>
    /// <param name="target">Which; everything else is frozen.</param>
    /// <param name="pace">How long.</param>
    /// <param name="cancellation">Breaks it off.</param>
    /// <exception cref="InvalidOperationException">It cannot be measured; the message says why.</exception>
    Task<Sample> MeasureAsync(RunningTarget target, Pace pace, CancellationToken cancellation);
}
