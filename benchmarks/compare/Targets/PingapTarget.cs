using System.Diagnostics;

namespace Pingap.Compare.Targets;

/// <summary>Pingap as it was built, or a variant of it.</summary>
/// <param name="variant">What makes it another.</param>
internal sealed class PingapTarget(PingapVariant variant) : ITarget
{
    private readonly string _assembly = variant.Assembly ?? Path.Combine(AppContext.BaseDirectory, "pingap.dll");

    /// <inheritdoc/>
    public string Name => variant.Name;

    /// <inheritdoc/>
    public string? Program => null;

    /// <inheritdoc/>
    public bool WarmsUp => true;

    /// <inheritdoc/>
    public IReadOnlyList<string> VersionArguments => [];

    /// <inheritdoc/>
    public string? BuiltVersion => $"pingap {FileVersionInfo.GetVersionInfo(_assembly).ProductVersion}{(variant.Text.Length == 0 ? "" : $", {variant.Text}")}";

    /// <inheritdoc/>
    public Launch Prepare(Site site)
    {
        var config = site.Write("pingap.toml", PingapVariant.Tables.Select(table => (table, string.Join('\n', variant.LinesOf(table)))));
        return Launch.Managed(_assembly, ["run", "-c", config, .. variant.Arguments])
            .With(variant.Environment)
            .With(new Dictionary<string, string> { ["PINGAP_STATE_DIR"] = site.Folder.CreateSubdirectory("state").FullName });
    }
}
