namespace Pingap.Compare.Targets;

/// <summary>nginx: what all others are compared with.</summary>
internal sealed class NginxTarget : ITarget
{
    /// <summary>Its name.</summary>
    public const string Nginx = "nginx";

    /// <inheritdoc/>
    public string Name => Nginx;

    /// <inheritdoc/>
    public string? Program => Nginx;

    /// <inheritdoc/>
    public bool WarmsUp => false;

    /// <inheritdoc/>
    public IReadOnlyList<string> VersionArguments => ["-v"];

    /// <inheritdoc/>
    public Launch Prepare(Site site) => Launch.Installed(Nginx, "-p", site.Folder.FullName, "-c", site.Write("nginx.conf"));
}
