using System.Text.RegularExpressions;
using Pingap.Actors.Configuration;

namespace Pingap.Cli.Conversion.Forwarding;

/// <summary>The captures that values of a location may name.</summary>
/// <param name="Count">How many have a number.</param>
/// <param name="Names">Those with a name.</param>
internal sealed record CaptureNames(int Count, IReadOnlySet<string> Names)
{
    /// <summary>No expression, no captures.</summary>
    public static readonly CaptureNames None = new(0, new HashSet<string>());

    /// <summary>The captures of an expression that parses.</summary>
    public static CaptureNames Of(string pattern)
    {
        var names = LinearRegex.Parse(pattern).GetGroupNames();
        return new CaptureNames(names.Length - 1, names.Where(name => !char.IsAsciiDigit(name[0])).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>These, and the names of others beside them.</summary>
    public CaptureNames WithNamesOf(CaptureNames other) => this with { Names = Names.Union(other.Names).ToHashSet(StringComparer.Ordinal) };
}
