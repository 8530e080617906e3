using CsCheck;
using Pingap.Actors.Balancing;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Balancing;

/// <summary>Loads of backends, all of them eligible unless said otherwise.</summary>
internal static class Loads
{
    /// <summary>Groups with any weights, requests in flight and eligible backends; at least one is eligible.</summary>
    public static readonly Gen<BackendLoad[]> Any =
        from backends in Gen.Select(Gen.Int[1, 9], Gen.Int[0, 20], Gen.Bool).Array[1, 12]
        from sure in Gen.Int[0, backends.Length - 1]
        select Of(backends, sure);

    /// <summary>Backends of those weights.</summary>
    public static BackendLoad[] Of(params int[] weights) =>
        weights.Select((weight, i) => new BackendLoad(Some.Address(8001 + i), weight) { IsEligible = true }).ToArray();

    /// <summary>Begins requests.</summary>
    public static BackendLoad Busy(this BackendLoad load, int requests)
    {
        for (var i = 0; i < requests; i++) load.Begin();
        return load;
    }

    private static BackendLoad[] Of((int Weight, int InFlight, bool IsEligible)[] backends, int sure)
    {
        var loads = Of([.. backends.Select(backend => backend.Weight)]);
        for (var i = 0; i < loads.Length; i++) loads[i].Busy(backends[i].InFlight).IsEligible = backends[i].IsEligible || i == sure;
        return loads;
    }
}
