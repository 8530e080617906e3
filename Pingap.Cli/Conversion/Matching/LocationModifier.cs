namespace Pingap.Cli.Conversion.Matching;

/// <summary>How a <c>location</c> compares.</summary>
internal enum LocationModifier
{
    /// <summary>No modifier: a prefix; the longest wins unless an expression matches.</summary>
    Prefix,

    /// <summary><c>^~</c>: a prefix that keeps expressions from being looked at, if it is the longest.</summary>
    PreferredPrefix,

    /// <summary><c>=</c>: the whole path.</summary>
    Exact,

    /// <summary><c>~</c>: an expression; the first in the file wins.</summary>
    Regex,

    /// <summary><c>~*</c>: an expression that ignores case.</summary>
    RegexIgnoringCase,

    /// <summary><c>@name</c>: reached from other locations only.</summary>
    Named,
}
