namespace Pingap.Actors.Configuration;

/// <summary>How a host pattern compares.</summary>
public enum HostPatternKind
{
    /// <summary>The whole name, ignoring case.</summary>
    Exact,

    /// <summary><c>*.example.com</c>: any name below it at any depth, not itself.</summary>
    Suffix,

    /// <summary><c>~regex</c>, unanchored.</summary>
    Regex,
}
