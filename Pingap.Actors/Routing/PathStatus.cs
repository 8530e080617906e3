namespace Pingap.Actors.Routing;

/// <summary>Whether a received path could be normalised; all but <see cref="Ok"/> are answered with 400.</summary>
public enum PathStatus
{
    /// <summary>It could.</summary>
    Ok,

    /// <summary>It does not begin with a slash.</summary>
    NotRooted,

    /// <summary>Its <c>..</c> segments climb above the root.</summary>
    EscapesRoot,

    /// <summary>A <c>%</c> is not followed by two hexadecimal digits.</summary>
    MalformedEscape,

    /// <summary>A control character, space, <c>#</c>, <c>?</c> or non-ASCII character, or an encoded NUL.</summary>
    ForbiddenCharacter,
}
