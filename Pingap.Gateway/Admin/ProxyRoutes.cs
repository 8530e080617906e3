using System.Reflection;
using Pingap.Actors.Control;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Gateway.Admin;

/// <summary>What the channel can ask of the proxy as a whole.</summary>
/// <param name="config">Asks the config actor.</param>
/// <param name="running">What runs.</param>
/// <param name="startedAt">When the proxy was started.</param>
internal sealed class ProxyRoutes(ConfigRoutes config, RunningConfig running, DateTimeOffset startedAt)
{
    // The number alone, such as 0.1.0, without the revision the build appends to it.
    private static readonly string Program =
        typeof(ProxyRoutes).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Adds them all.</summary>
    public ControlRoutes AddTo(ControlRoutes routes) => routes.Get("/v1/proxy", InfoAsync);

    private Task<ControlAnswer> InfoAsync(ControlCall call) => config.VersionsAsync(call, versions => ControlAnswer.Of(
        new ProxyInfo(
            running.Current?.Config.Basic.Name ?? "",
            Environment.ProcessId,
            Program,
            versions.Source,
            startedAt,
            versions.Running,
            versions.IsSourceFollowed,
            versions.Awaited),
        ControlJson.Wire.ProxyInfo));
}
