using System.Globalization;
using System.Text.RegularExpressions;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Routing;

/// <summary>The groups of an expression, numbered in the order in which they are written.</summary>
/// <remarks>.NET numbers unnamed groups before named ones; in <c>(?&lt;user&gt;.*?)/(.*)</c> users mean the second by <c>$2</c>.</remarks>
internal sealed class CaptureGroups
{
    private const string WholeMatch = "0";
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

    /// <summary>What the named groups, and if wanted the whole match and the numbered groups, have found.</summary>
    public KeyValuePair<string, string>[] Values(Match match, bool numbered)
    {
        var values = new List<KeyValuePair<string, string>>((_groups.Length * 2) + 1);
        if (numbered) values.Add(new(WholeMatch, match.Value));
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
        var names = RegexGroups.Of(regex.ToString()).InOrder;
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

    /// <param name="DotNetNumber">The number .NET knows it by.</param>
    /// <param name="Number">The number users know it by.</param>
    /// <param name="Name">Its name, or <c>null</c>.</param>
    private readonly record struct Group(int DotNetNumber, string Number, string? Name);
}
