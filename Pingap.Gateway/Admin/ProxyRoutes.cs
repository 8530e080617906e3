using System.Reflection;
using Pingap.Actors.Control;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Gateway.Admin;

/// <summary>What the channel can ask of the proxy as a whole.</summary>
/// <param name="source">What tells the source of its configuration from others.</param>
/// <param name="running">What runs.</param>
/// <param name="startedAt">When the proxy was started.</param>
internal sealed class ProxyRoutes(string source, RunningConfig running, DateTimeOffset startedAt)
{
    // The number alone, such as 0.1.0, without the revision the build appends to it.
    private static readonly string Program =
        typeof(ProxyRoutes).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Adds them all.</summary>
    public ControlRoutes AddTo(ControlRoutes routes) => routes.Get("/v1/proxy", InfoAsync);

    // From memory alone: a proxy whose source or disk is slow must be found all the same.
    private Task<ControlAnswer> InfoAsync(ControlCall call)
    {
        var current = running.Current;
        return Task.FromResult(ControlAnswer.Of(
            new ProxyInfo(current?.Config.Basic.Name ?? "", Environment.ProcessId, Program, source, startedAt, current?.Version ?? 0),
            ControlJson.Wire.ProxyInfo));
    }
}
