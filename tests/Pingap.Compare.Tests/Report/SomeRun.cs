using Pingap.Compare.Measuring;
using Pingap.Compare.Report;

namespace Pingap.Compare.Tests.Report;

/// <summary>A run of three rounds: nginx, one that is half as dear, and one that cannot.</summary>
internal static class SomeRun
{
    public static RunReport Report { get; } = new(
        new MachineDescription("Chip & Co", 2, 8_192, "Linux 6", ".NET 10", 0.5),
        new Dictionary<string, string> { ["nginx"] = "1.22" },
        3,
        5,
        0.05,
        [
            new("h1-64", "Small <bodies>", [Metric.Processor, Metric.Rate], [Metric.Processor],
            [
                new("nginx", [Round(20, 10_000), Round(22, 9_000), Round(19, 11_000)], null, 0),
                new("pingap", [Round(10, 20_000), Round(11, 19_000, failures: 2), Round(9.5, 21_000, others: 0.2)], null, 4),
                new("caddy", [], "status 502", 0),
            ]),
        ]);

    private static Sample Round(double cpu, double rate, long failures = 0, double others = 0) =>
        new(new Dictionary<string, double> { ["cpu_us"] = cpu, ["requests_per_second"] = rate }, new Disturbance(others, 0), 1_000, failures);
}
