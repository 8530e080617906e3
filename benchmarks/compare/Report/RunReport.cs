using Pingap.Compare.Measuring;

namespace Pingap.Compare.Report;

/// <summary>All that a run has found.</summary>
/// <param name="Machine">Where.</param>
/// <param name="Versions">What exactly, by the name of the proxy.</param>
/// <param name="Rounds">Rounds of each proxy in each scenario.</param>
/// <param name="Seconds">Length of a measured load.</param>
/// <param name="Noise">The greatest share of the machine that others may have in a round.</param>
/// <param name="Scenarios">What came of it.</param>
internal sealed record RunReport(
    MachineDescription Machine, IReadOnlyDictionary<string, string> Versions, int Rounds, int Seconds, double Noise, IReadOnlyList<ScenarioResult> Scenarios);
