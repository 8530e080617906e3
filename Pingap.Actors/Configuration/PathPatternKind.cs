namespace Pingap.Actors.Configuration;

/// <summary>How a path pattern compares (<c>path_type</c>).</summary>
public enum PathPatternKind
{
    /// <summary>Every path.</summary>
    Any,

    /// <summary>The path begins with it.</summary>
    Prefix,

    /// <summary>The path is it.</summary>
    Exact,

    /// <summary>An unanchored regular expression finds something in the path.</summary>
    Regex,
}
