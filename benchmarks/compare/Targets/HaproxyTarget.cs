namespace Pingap.Compare.Targets;

/// <summary>HAProxy.</summary>
internal sealed class HaproxyTarget : ITarget
{
    /// <inheritdoc/>
    public string Name => "haproxy";

    /// <inheritdoc/>
    public string? Program => Name;

    /// <inheritdoc/>
    public bool WarmsUp => false;

    /// <inheritdoc/>
    public IReadOnlyList<string> VersionArguments => ["-v"];

    /// <inheritdoc/>
    public Launch Prepare(Site site) => Launch.Installed(Name, "-db", "-q", "-f", site.Write("haproxy.cfg"));
}
