using System.Globalization;
using System.Text.RegularExpressions;

namespace Pingap.Actors.Routing;

/// <summary>The groups of an expression, numbered in the order in which they are written.</summary>
/// <remarks>.NET numbers unnamed groups before named ones; in <c>(?&lt;user&gt;.*?)/(.*)</c> users mean the second by <c>$2</c>.</remarks>
internal sealed class CaptureGroups
{
    private readonly Regex _regex;
    private readonly Group[] _groups;

    public CaptureGroups(Regex regex)
    {
        _regex = regex;
        _groups = InWrittenOrder(regex);
        HasNamed = Array.Exists(_groups, group => group.Name is not null);
    }

    /// <summary>Whether there is any group beside the whole match.</summary>
    public bool HasAny => _groups.Length > 0;

    /// <summary>Whether a group has a name.</summary>
    public bool HasNamed { get; }

    /// <summary>What the groups find in a text, or <c>null</c> if the expression finds nothing in it.</summary>
    public Captures? Find(string text)
    {
        var match = _regex.Match(text);
        return match.Success ? new(Values(match, numbered: true)) : null;
    }

    /// <summary>What the named groups, and if wanted the numbered ones, have found.</summary>
    public KeyValuePair<string, string>[] Values(Match match, bool numbered)
    {
        var values = new List<KeyValuePair<string, string>>(_groups.Length * 2);
        foreach (var group in _groups)
        {
            var value = match.Groups[group.DotNetNumber].Value;
            if (numbered) values.Add(new(group.Number, value));
            if (group.Name is not null) values.Add(new(group.Name, value));
        }

        return [.. values];
    }

    private static Group[] InWrittenOrder(Regex regex)
    {
        var names = NamesInWrittenOrder(regex.ToString());
        var count = regex.GetGroupNumbers().Length - 1;
        var groups = new Group[count];
        var unnamed = 0;
        for (var i = 0; i < count; i++)
        {
            // Where a name stands twice, or parentheses do not capture, .NET's own order is all there is.
            var name = names.Count == count ? names[i] : NameOf(regex, i + 1);
            var number = name is not null ? regex.GroupNumberFromName(name) : names.Count == count ? ++unnamed : i + 1;
            groups[i] = new(number, (i + 1).ToString(CultureInfo.InvariantCulture), name);
        }

        return groups;
    }

    private static string? NameOf(Regex regex, int number)
    {
        var name = regex.GroupNameFromNumber(number);
        return char.IsAsciiDigit(name[0]) ? null : name;
    }

    private static List<string?> NamesInWrittenOrder(string pattern)
    {
        var names = new List<string?>();
        var classStart = -1;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c is '\\') i++;
            else if (classStart >= 0)
            {
                // A bracket right after the opening one (or its ^) is a member of the class, not its end.
                if (c is ']' && i > classStart + (pattern[classStart + 1] is '^' ? 2 : 1)) classStart = -1;
            }
            else if (c is '[') classStart = i;
            else if (c is '(' && TryName(pattern.AsSpan(i + 1), out var name)) names.Add(name);
        }

        return names;
    }

    /// <summary>Reads what follows an opening parenthesis.</summary>
    /// <returns>Whether it opens a group that captures; its name, if it has one.</returns>
    private static bool TryName(ReadOnlySpan<char> rest, out string? name)
    {
        name = null;
        if (rest is not ['?', ..]) return true;
        if (rest is not ['?', '<' or '\'', ..]) return false;
        var end = rest[2..].IndexOfAny('>', '\'');
        if (end < 0) return false;
        name = rest.Slice(2, end).ToString();
        return true;
    }

    /// <param name="DotNetNumber">The number .NET knows it by.</param>
    /// <param name="Number">The number users know it by.</param>
    /// <param name="Name">Its name, or <c>null</c>.</param>
    private readonly record struct Group(int DotNetNumber, string Number, string? Name);
}
