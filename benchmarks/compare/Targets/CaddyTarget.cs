namespace Pingap.Compare.Targets;

/// <summary>Caddy.</summary>
internal sealed class CaddyTarget : ITarget
{
    /// <inheritdoc/>
    public string Name => "caddy";

    /// <inheritdoc/>
    public string? Program => Name;

    /// <inheritdoc/>
    public bool WarmsUp => false;

    /// <inheritdoc/>
    public IReadOnlyList<string> VersionArguments => ["version"];

    /// <inheritdoc/>
    public Launch Prepare(Site site) => Launch.Installed(Name, "run", "--adapter", "caddyfile", "--config", site.Write("Caddyfile"))
        .With(new Dictionary<string, string> { ["HOME"] = site.Folder.FullName });
}
