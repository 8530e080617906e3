namespace Pingap.Actors.Configuration.Values;

/// <summary>
/// The captures of expressions, numbered by their opening bracket as Pingap does. .NET numbers named groups after all others, so a
/// number of the configuration is turned into the name or number under which .NET knows the group.
/// </summary>
internal sealed class RegexGroups
{
    /// <summary>No expression, no captures.</summary>
    public static readonly RegexGroups None = new([], []);

    private readonly List<string> _byNumber;

    private RegexGroups(List<string> byNumber, List<string> names)
    {
        _byNumber = byNumber;
        Names = names;
    }

    /// <summary>The named captures.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many captures have a number.</summary>
    public int Count => _byNumber.Count;

    /// <summary>What .NET calls the capture of that number, or <c>null</c> if there is none; 0 is the whole match.</summary>
    public string? ByNumber(int number) => number is 0 && _byNumber.Count > 0 ? "0" : number > 0 && number <= _byNumber.Count ? _byNumber[number - 1] : null;

    /// <summary>These captures, and the names of others beside them.</summary>
    public RegexGroups WithNamesOf(RegexGroups other) => new(_byNumber, [.. Names, .. other.Names]);

    /// <summary>The captures of an expression that parses.</summary>
    public static RegexGroups Of(string pattern)
    {
        List<string> byNumber = [], names = [];
        var unnamed = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is '\\') i++;
            else if (pattern[i] is '[') i = EndOfClass(pattern, i);
            else if (pattern[i] is '(')
            {
                if (i + 1 >= pattern.Length || pattern[i + 1] is not '?')
                {
                    unnamed++;
                    byNumber.Add(unnamed.ToString(System.Globalization.CultureInfo.InvariantCulture));
                }
                else if (Name(pattern.AsSpan(i + 2)) is { } name)
                {
                    byNumber.Add(name);
                    names.Add(name);
                }
            }
        }

        return new RegexGroups(byNumber, names);
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
