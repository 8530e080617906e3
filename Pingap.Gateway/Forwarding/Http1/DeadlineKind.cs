namespace Pingap.Gateway.Forwarding.Http1;

/// <summary>What an exchange may wait for at a time, each for so long.</summary>
internal enum DeadlineKind
{
    /// <summary>That the backend sends something.</summary>
    Answer,

    /// <summary>That a piece of the request's body comes, or is taken.</summary>
    Body,

    /// <summary>The end of the whole request.</summary>
    Whole,
}
