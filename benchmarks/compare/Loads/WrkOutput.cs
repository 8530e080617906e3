using System.Globalization;

namespace Pingap.Compare.Loads;

/// <summary>The line that <c>Templates/wrk.lua</c> has wrk print at its end.</summary>
internal static class WrkOutput
{
    private const string Prefix = "result ";

    /// <summary>Reads it out of all that wrk printed.</summary>
    /// <exception cref="FormatException">There is no such line, or it lacks a number.</exception>
    public static LoadResult Parse(string output)
    {
        var line = output.Split('\n').FirstOrDefault(line => line.StartsWith(Prefix, StringComparison.Ordinal)) ?? throw new FormatException($"wrk printed no result: {output}");
        var values = line[Prefix.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        // wrk counts an answer other than 2xx and 3xx among the requests, what broke off not.
        var refused = Number("status");
        return new(
            Number("requests") - refused,
            refused + Number("connect") + Number("read") + Number("write") + Number("timeout"),
            Number("duration_us") / 1e6,
            Number("p50_us"),
            Number("p99_us"),
            Number("p999_us"));

        long Number(string name) => values.TryGetValue(name, out var text)
            ? long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : throw new FormatException($"wrk's result has no {name}: {line}");
    }
}
