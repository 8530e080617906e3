namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads <c>access_log</c>: a preset, a format with tags in braces, or either after the file it is written to.</summary>
internal static class AccessLogText
{
    private static readonly string[] Presets = ["tiny", "short", "common", "combined"];

    /// <summary>Takes formats as they are; checks the spelling of presets.</summary>
    public static bool TryParse(string text, out string format, out string wrong)
    {
        (format, wrong) = (text, "");
        if (text.Contains('{', StringComparison.Ordinal)) return true;
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 1 or 2 && Presets.Contains(words[^1])) return true;
        wrong = words.Length is 1 && words[0].Contains('/', StringComparison.Ordinal)
            ? "is a file without a format; write one after it, such as combined"
            : $"has no format; {Nearest.Suggestion(words.Length > 0 ? words[^1] : "", Presets, "use tiny, short, common or combined, or tags such as {method}")}";
        return false;
    }
}
