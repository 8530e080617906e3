namespace Pingap.Actors.Control;

/// <summary>What runs now. Written by the config actor alone; outlives its crashes.</summary>
public sealed class RunningConfig
{
    private volatile VersionedConfig? _current;

    /// <summary>The configuration that was applied last, or <c>null</c> before the first.</summary>
    public VersionedConfig? Current
    {
        get => _current;
        internal set => _current = value;
    }
}
