namespace Pingap.Gateway.Proxying;

/// <summary>What becomes of a request that was given no backend.</summary>
internal enum NextStep
{
    /// <summary>It is answered.</summary>
    Done,

    /// <summary>Its group is asked once more.</summary>
    AskAgain,

    /// <summary>The world has changed, and it begins again in the newer one.</summary>
    BeginAgain,
}
