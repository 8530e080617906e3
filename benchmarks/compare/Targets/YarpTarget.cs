using System.Diagnostics;
using System.Globalization;

namespace Pingap.Compare.Targets;

/// <summary>A small application of YARP, in a project of its own.</summary>
internal sealed class YarpTarget : ITarget
{
    /// <inheritdoc/>
    public string Name => "yarp";

    /// <inheritdoc/>
    public string? Program => null;

    /// <inheritdoc/>
    public bool WarmsUp => true;

    /// <inheritdoc/>
    public IReadOnlyList<string> VersionArguments => [];

    /// <inheritdoc/>
    public string? BuiltVersion => $"YARP {FileVersionInfo.GetVersionInfo(Path.Combine(AppContext.BaseDirectory, "Yarp.ReverseProxy.dll")).ProductVersion?.Split('+')[0]}";

    /// <inheritdoc/>
    public Launch Prepare(Site site)
    {
        int[] ports = [.. site.Fronts.All, site.Backends.Static, site.Backends.Work, site.Backends.Grpc];
        return Launch.Managed(
            Path.Combine(AppContext.BaseDirectory, "compare-yarp.dll"),
            [.. ports.Select(port => port.ToString(CultureInfo.InvariantCulture)), site.Workplace.Certificate, site.Workplace.Key]);
    }
}
