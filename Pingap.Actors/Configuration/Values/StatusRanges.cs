using System.Globalization;

namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads lists of statuses: <c>200,204,300-399</c>.</summary>
internal static class StatusRanges
{
    /// <summary>Reads at least one status or range within 100 to 599.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ranges">The ranges, in the order of the text.</param>
    /// <param name="wrong">What is wrong with the text and what would do, to be said after it.</param>
    public static bool TryParse(string text, out ValueList<StatusRange> ranges, out string wrong)
    {
        ranges = [];
        wrong = "is not a list of statuses; write one such as 200,204,300-399";
        var found = new List<StatusRange>();
        foreach (var item in CommaList.Split(text))
        {
            var dash = item.IndexOf('-', StringComparison.Ordinal);
            if (Status(dash < 0 ? item : item[..dash]) is not { } first || Status(dash < 0 ? item : item[(dash + 1)..]) is not { } last) return false;
            if (last < first)
            {
                wrong = $"has a range that runs backwards; write {last}-{first}";
                return false;
            }

            found.Add(new StatusRange(first, last));
        }

        ranges = found.ToValueList();
        return found.Count > 0;
    }

    private static int? Status(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and <= 599 ? status : null;
}
