namespace Pingap.Actors.Routing;

/// <summary>The shapes of a request target that a proxy routes (RFC 9112 §3.2).</summary>
public enum RequestTargetForm
{
    /// <summary><c>/path?query</c>.</summary>
    Origin,

    /// <summary><c>http://host/path?query</c>; its host wins over the Host field.</summary>
    Absolute,

    /// <summary><c>*</c>, of <c>OPTIONS</c>.</summary>
    Asterisk,
}
