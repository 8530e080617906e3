namespace Pingap.Gateway.Forwarding.Http1;

/// <summary>What an exchange may wait for at a time, each for so long.</summary>
internal enum DeadlineKind
{
    /// <summary>That the backend begins its answer.</summary>
    Answer,

    /// <summary>That more comes of the answer.</summary>
    More,

    /// <summary>That a piece of the request's body comes, or is taken.</summary>
    Body,

    /// <summary>The end of the whole request.</summary>
    Whole,
}
