namespace Pingap.Cli.Conversion.Listening;

/// <summary>The kinds of server names, from the one nginx considers last to the one it considers first.</summary>
internal enum ServerNameKind
{
    /// <summary>No name: whatever host no server of the address names, which is for the default server.</summary>
    Any,

    /// <summary><c>~^www\d+</c>; the first in the file wins.</summary>
    Regex,

    /// <summary><c>mail.*</c>; the longest wins.</summary>
    TrailingWildcard,

    /// <summary><c>*.example.com</c>; the longest wins.</summary>
    LeadingWildcard,

    /// <summary><c>example.com</c></summary>
    Exact,
}
