using System.Globalization;

namespace Pingap.Benchmarks.Reloading;

/// <summary>What <c>reload</c> can be told: <c>--rate 500 --pairs 10 --reloads 10 --seconds 10</c>.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="Pairs">How many rounds without reloads, each followed by one with.</param>
/// <param name="Reloads">Reloads in a round with them.</param>
/// <param name="RoundSeconds">Length of a round.</param>
internal sealed record ReloadOptions(int Rate, int Pairs, int Reloads, int RoundSeconds)
{
    /// <summary>What holds when nothing is said: 100 reloads in all, one a second.</summary>
    public static readonly ReloadOptions Default = new(Rate: 500, Pairs: 10, Reloads: 10, RoundSeconds: 10);

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">They are no pairs of a known name and a number.</exception>
    public static ReloadOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = Default;
        while (arguments is [var name, var text, .. var rest])
        {
            var value = int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
            options = name switch
            {
                "--rate" => options with { Rate = value },
                "--pairs" => options with { Pairs = value },
                "--reloads" => options with { Reloads = value },
                "--seconds" => options with { RoundSeconds = value },
                _ => throw new FormatException($"{name} is not one of --rate, --pairs, --reloads, --seconds"),
            };
            arguments = rest;
        }

        return arguments.IsEmpty ? options : throw new FormatException($"{arguments[0]} has no number after it");
    }
}
