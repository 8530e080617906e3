using Pingap.Architecture.Tests.Reading;

namespace Pingap.Architecture.Tests.Rules;

/// <summary>Reading the time: pure rooms are told it.</summary>
internal static class Clock
{
    private static readonly HashSet<string> Readings =
    [
        "System.DateTime.get_Now",
        "System.DateTime.get_UtcNow",
        "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow",
        "System.Environment.get_TickCount",
        "System.Environment.get_TickCount64",
        "System.TimeProvider.get_System",
    ];

    /// <summary>Every reading of a clock in some rooms.</summary>
    public static IEnumerable<string> ReadIn(CodeGraph graph, IEnumerable<string> rooms) =>
        from room in rooms
        from use in graph.Dependencies
        where use.From.IsIn(room) && Reads(use)
        select $"{use}: a pure room reads no clock, time comes in as an argument";

    private static bool Reads(Dependency use) =>
        use.To is { Namespace: "System.Diagnostics", Name: "Stopwatch" } ? use.Member is not null : Readings.Contains($"{use.To}.{use.Member}");
}
