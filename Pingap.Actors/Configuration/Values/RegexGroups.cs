using System.Globalization;

namespace Pingap.Actors.Configuration.Values;

/// <summary>
/// The captures of an expression, numbered by their opening bracket as Pingap does. (.NET numbers named groups after all others; who
/// matches translates.)
/// </summary>
internal sealed class RegexGroups
{
    /// <summary>No expression, no captures.</summary>
    public static readonly RegexGroups None = new([], []);

    private RegexGroups(IReadOnlyList<string?> inOrder, IReadOnlyList<string> names)
    {
        InOrder = inOrder;
        Names = names;
    }

    /// <summary>The name of each capture in the order of their numbers, which begin with 1; <c>null</c> for one without a name.</summary>
    public IReadOnlyList<string?> InOrder { get; }

    /// <summary>The named captures.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many captures have a number.</summary>
    public int Count => InOrder.Count;

    /// <summary>The capture of that number as values name it, or <c>null</c> if there is none; 0 is the whole match.</summary>
    public string? ByNumber(int number) => Count > 0 && number >= 0 && number <= Count ? number.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>These captures, and the names of others beside them.</summary>
    public RegexGroups WithNamesOf(RegexGroups other) => new(InOrder, [.. Names, .. other.Names]);

    /// <summary>The captures of an expression that parses.</summary>
    public static RegexGroups Of(string pattern)
    {
        List<string?> inOrder = [];
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is '\\') i++;
            else if (pattern[i] is '[') i = EndOfClass(pattern, i);
            else if (pattern[i] is '(')
            {
                if (i + 1 >= pattern.Length || pattern[i + 1] is not '?') inOrder.Add(null);
                else if (Name(pattern.AsSpan(i + 2)) is { } name) inOrder.Add(name);
            }
        }

        return new RegexGroups(inOrder, [.. inOrder.OfType<string>()]);
    }

    private static int EndOfClass(string pattern, int open)
    {
        var i = open + 1;
        if (i < pattern.Length && pattern[i] is '^') i++;
        // A bracket that closes nothing yet is a member of the class.
        if (i < pattern.Length && pattern[i] is ']') i++;
        while (i < pattern.Length && pattern[i] is not ']') i += pattern[i] is '\\' ? 2 : 1;
        return i;
    }

    private static string? Name(ReadOnlySpan<char> after)
    {
        if (after.StartsWith("P<")) after = after[1..];
        if (after.Length < 2 || after[0] is not ('<' or '\'') || after[1] is '=' or '!') return null;
        var end = after[1..].IndexOf(after[0] is '<' ? '>' : '\'');
        return end > 0 ? after.Slice(1, end).ToString() : null;
    }
}
