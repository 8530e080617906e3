using System.Globalization;
using Pingap.Compare.Scenarios;
using Pingap.Compare.Targets;

namespace Pingap.Compare.Running;

/// <summary>What a comparison can be told.</summary>
/// <param name="Scenarios">By what.</param>
/// <param name="Targets">Which proxies.</param>
/// <param name="Rounds">How many rounds of each proxy in each scenario.</param>
/// <param name="Pace">How long each takes.</param>
/// <param name="Noise">The greatest share of the machine's time that others may have in a round before it is repeated; 1 where that does not matter.</param>
/// <param name="Json">File that gets everything, or <c>null</c>.</param>
/// <param name="Plots">Folder that gets a plot of each scenario, or <c>null</c>.</param>
internal sealed record CompareOptions(
    IReadOnlyList<IScenario> Scenarios, IReadOnlyList<ITarget> Targets, int Rounds, Pace Pace, double Noise, string? Json, string? Plots)
{
    /// <summary>How they are written.</summary>
    public const string Usage = """
        pingap-compare [options]

          --scenarios a,b          by these only; --list shows all
          --targets nginx,pingap   these only; nginx is what all are compared with
          --variant NAME:SETTINGS  another copy of pingap, with VARIABLE=value, TABLE.key=value (basic, upstream, location, server),
                                   --argument or @/path/pingap.dll, separated by commas; may be given more than once
          --rounds N               rounds of each proxy in each scenario (7)
          --seconds S              length of a measured load (5)
          --warmup S               load before the first round of a proxy that runs on .NET (8)
          --noise PERCENT          a round in which others have more of the machine is repeated (5)
          --quick                  one short round of each, whatever the noise: to see that everything works
          --json FILE              everything, for programs
          --plots FOLDER           a plot of each scenario, as SVG
          --list                   shows what can be compared, and by what
        """;

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">They are not written so; the message says what is wrong and what would do.</exception>
    public static CompareOptions Parse(IReadOnlyList<string> arguments)
    {
        var (rounds, seconds, warmup, noise, isQuick) = ((int?)null, (int?)null, (int?)null, (double?)null, false);
        var (scenarios, targets, json, plots) = ((string?)null, (string?)null, (string?)null, (string?)null);
        var variants = new List<PingapVariant>();
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--quick": isQuick = true; break;
                case "--scenarios": scenarios = Next(); break;
                case "--targets": targets = Next(); break;
                case "--variant": variants.Add(PingapVariant.Parse(Next())); break;
                case "--rounds": rounds = Number(1); break;
                case "--seconds": seconds = Number(1); break;
                case "--warmup": warmup = Number(1); break;
                case "--noise": noise = Number(0) / 100.0; break;
                case "--json": json = Path.GetFullPath(Next()); break;
                case "--plots": plots = Path.GetFullPath(Next()); break;
                default: throw new FormatException($"{arguments[i]} is no option\n{Usage}");
            }

            string Next() => ++i < arguments.Count ? arguments[i] : throw new FormatException($"{arguments[i - 1]} has nothing after it\n{Usage}");

            int Number(int least)
            {
                var name = arguments[i];
                return int.TryParse(Next(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
                    ? number
                    : throw new FormatException($"{name} {arguments[i]}: write a whole number from {least}");
            }
        }

        var pace = isQuick ? Pace.Quick : Pace.Full;
        return new(
            Chosen(scenarios, ScenarioCatalog.All, scenario => scenario.Name, "--scenarios"),
            // Who asks for a variant wants to see it.
            Chosen(targets is null ? null : string.Join(',', [targets, .. variants.Select(variant => variant.Name)]), TargetCatalog.All(variants), target => target.Name, "--targets"),
            rounds ?? (isQuick ? 1 : 7),
            pace with { Round = seconds ?? pace.Round, Warmup = warmup ?? pace.Warmup },
            noise ?? (isQuick ? 1 : 0.05),
            json,
            plots);
    }

    private static IReadOnlyList<T> Chosen<T>(string? names, IReadOnlyList<T> all, Func<T, string> nameOf, string option)
    {
        if (names is null) return all;
        var wanted = names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var unknown = wanted.FirstOrDefault(name => all.All(each => nameOf(each) != name));
        if (unknown is not null) throw new FormatException($"{option} {unknown}: there is no such one; use {string.Join(", ", all.Select(nameOf))}");
        return wanted.Length > 0 ? [.. all.Where(each => wanted.Contains(nameOf(each)))] : throw new FormatException($"{option} names none");
    }
}
