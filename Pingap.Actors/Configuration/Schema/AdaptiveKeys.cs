namespace Pingap.Actors.Configuration.Schema;

/// <summary>The keys of <c>[upstreams.NAME]</c> by which a group learns from latency how many requests it takes at a time.</summary>
internal static class AdaptiveKeys
{
    public static readonly KeyDefinition Concurrency = new("adaptive_concurrency", KeyKind.Boolean,
        "Whether the group learns from the latency of its backends how many requests may be under way; those beyond it wait. max_in_flight holds beside it.")
    { Default = "false" };

    public static readonly KeyDefinition MinInFlight = new("adaptive_min_in_flight", KeyKind.Number,
        "So many requests may always be under way, whatever was learned.")
    { Default = "4", Unit = "requests", Minimum = 1, Maximum = int.MaxValue };

    public static readonly KeyDefinition Tolerance = new("adaptive_tolerance", KeyKind.Number,
        "By how much answers may come more slowly than without load before fewer requests are let through.")
    { Default = "25", Unit = "percent", Minimum = 1, Maximum = 1000 };
}
