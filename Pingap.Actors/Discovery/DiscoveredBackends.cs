namespace Pingap.Actors.Discovery;

/// <summary>
/// Where the answer to one question is found. It outlives the actor that looks for it, so that a crash forgets nothing. Written by that actor
/// alone, read by the upstream's group.
/// </summary>
/// <param name="question">The question.</param>
/// <param name="start">What holds until something is found: the answer to the question before, where entries are the same.</param>
public sealed class DiscoveredBackends(DiscoveryQuestion question, Discovered start)
{
    private volatile Discovered _now = start;

    /// <summary>The question.</summary>
    public DiscoveryQuestion Question { get; } = question;

    /// <summary>What holds now.</summary>
    public Discovered Now
    {
        get => _now;
        internal set => _now = value;
    }
}
