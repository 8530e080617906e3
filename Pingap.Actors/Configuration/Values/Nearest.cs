namespace Pingap.Actors.Configuration.Values;

/// <summary>Finds the name that somebody probably meant.</summary>
public static class Nearest
{
    /// <summary>Longer names are compared by their first characters only, so that no input makes this slow.</summary>
    private const int LongestCompared = 64;

    /// <summary>The candidate with the fewest edits from the name, or <c>null</c> if all differ in more than a third of it (two of a short one).</summary>
    public static string? To(string name, IEnumerable<string> candidates)
    {
        string? nearest = null;
        var fewest = Math.Max(name.Length < 4 ? 1 : 2, name.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - name.Length) >= fewest) continue;
            var edits = Distance(name, candidate);
            if (edits >= fewest) continue;
            (nearest, fewest) = (candidate, edits);
        }

        return nearest;
    }

    /// <summary><c>; did you mean x?</c>, or what else would do.</summary>
    public static string Suggestion(string name, IEnumerable<string> candidates, string otherwise) =>
        To(name, candidates) is { } nearest ? $"did you mean {nearest}?" : otherwise;

    /// <summary>Levenshtein distance: insertions, deletions and replacements, ignoring case.</summary>
    public static int Distance(string left, string right)
    {
        var a = left.AsSpan(0, Math.Min(left.Length, LongestCompared));
        var b = right.AsSpan(0, Math.Min(right.Length, LongestCompared));
        Span<int> row = stackalloc int[LongestCompared + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
