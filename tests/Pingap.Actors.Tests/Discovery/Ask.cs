using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Values;
using Pingap.Actors.Discovery;

namespace Pingap.Actors.Tests.Discovery;

/// <summary>Questions and what is found, as they would be written.</summary>
internal static class Ask
{
    /// <summary>Asks DNS for entries such as <c>api.example:80 3</c>.</summary>
    public static DiscoveryQuestion Dns(params string[] entries) => new(
        DiscoveryConfig.Static with { Kind = DiscoveryKind.Dns }, Backends(entries));

    /// <summary>Asks the engine for labels.</summary>
    public static DiscoveryQuestion Docker(params string[] labels) => new(
        DiscoveryConfig.Static with
        {
            Kind = DiscoveryKind.Docker,
            Containers = labels.Select(text => ContainerLabelText.TryParse(text, out var label, out _) ? label : throw new ArgumentException(text)).ToValueList(),
        },
        []);

    /// <summary>Asks files.</summary>
    public static DiscoveryQuestion Files(params string[] paths) => new(
        DiscoveryConfig.Static with { Kind = DiscoveryKind.File, Files = [.. paths] }, []);

    /// <summary>Backends as they would be written.</summary>
    public static ValueList<BackendConfig> Backends(params string[] entries) => entries.Select(text =>
        BackendAddressText.TryParse(text, 80, out var address, out var weight, out var wrong) ? new BackendConfig(address, weight ?? 1) : throw new ArgumentException(wrong))
        .ToValueList();

    /// <summary>Backends as they are written: <c>10.0.0.1:80 1, …</c>.</summary>
    public static string Shown(IEnumerable<BackendConfig> backends) => string.Join(", ", backends.Select(backend => $"{backend.Address} {backend.Weight}"));

    /// <summary>What an entry has come to.</summary>
    public static string Shown(EntryReading entry) => entry.Status is EntryStatus.Found ? Shown(entry.Backends) : $"{entry.Status}: {entry.Trouble}";
}
