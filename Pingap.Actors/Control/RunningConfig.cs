namespace Pingap.Actors.Control;

/// <summary>What runs now. Written by the config actor alone; outlives its crashes.</summary>
public sealed class RunningConfig
{
    private volatile InForce? _inForce;

    /// <summary>The configuration that was applied last, or <c>null</c> before the first.</summary>
    public VersionedConfig? Current => _inForce?.Applied;

    /// <summary>What is undone unless somebody confirms it, or <c>null</c>.</summary>
    public AwaitedConfirmation? Awaited => _inForce?.Awaited;

    /// <summary>All that is known of it.</summary>
    internal InForce? InForce
    {
        get => _inForce;
        set => _inForce = value;
    }

    /// <summary>The highest number a version has had.</summary>
    internal long LastNumber { get; set; }
}
