using Pingap.Compare.Measuring;

namespace Pingap.Compare.Targets;

/// <summary>A proxy that runs.</summary>
/// <param name="target">Which.</param>
/// <param name="process">Its process.</param>
/// <param name="fronts">Where it listens.</param>
internal sealed class RunningTarget(ITarget target, OwnedProcess process, Fronts fronts) : IAsyncDisposable
{
    /// <summary>Which it is.</summary>
    public ITarget Target => target;

    /// <summary>Its name.</summary>
    public string Name => target.Name;

    /// <summary>Where it listens.</summary>
    public Fronts Fronts => fronts;

    /// <summary>Its processes, now.</summary>
    public ProcessTree Tree => process.Tree;

    /// <summary>What of the machine's memory it has, now.</summary>
    public ProcessMemory Memory => ProcessMemory.Of(process.Tree);

    /// <summary>Whether it has ended by itself.</summary>
    public bool HasEnded => process.HasEnded;

    /// <summary>Stops it where it is.</summary>
    public void Freeze() => process.Freeze();

    /// <summary>Lets it go on.</summary>
    public void Thaw() => process.Thaw();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => process.DisposeAsync();
}
