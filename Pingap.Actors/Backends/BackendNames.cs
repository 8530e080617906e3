using Pingap.Actors.Configuration;

namespace Pingap.Actors.Backends;

/// <summary>Names of backends' actors. A stopping actor still owns its name, so every name carries a generation.</summary>
internal static class BackendNames
{
    /// <summary><c>127.0.0.1:8001~3</c>; IPv6 addresses stand without the brackets that actor names cannot have.</summary>
    public static string For(BackendAddress address, long generation) =>
        $"{Uri.EscapeDataString($"{address.Host}").Replace("%3A", ":", StringComparison.Ordinal)}:{address.Port}~{generation}";
}
