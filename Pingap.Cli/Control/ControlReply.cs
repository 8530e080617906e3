using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Control;

/// <summary>What came of asking a running proxy.</summary>
/// <typeparam name="T">What it answers when all is well.</typeparam>
internal abstract record ControlReply<T>
{
    private ControlReply()
    {
    }

    /// <summary>It answered.</summary>
    /// <param name="Value">The answer.</param>
    /// <param name="Json">The answer as it was sent.</param>
    public sealed record Done(T Value, string Json) : ControlReply<T>;

    /// <summary>It did not do it.</summary>
    /// <param name="Error">Why.</param>
    /// <param name="Json">The same as it was sent; empty when it was not JSON.</param>
    public sealed record Refused(ErrorAnswer Error, string Json) : ControlReply<T>;

    /// <summary>It has not said in time what came of it; what it was asked for may still happen.</summary>
    /// <param name="Error">What is known.</param>
    /// <param name="Json">The same as it was sent; empty when nothing was.</param>
    public sealed record Late(ErrorAnswer Error, string Json) : ControlReply<T>;

    /// <summary>Nobody answers there.</summary>
    /// <param name="Reason">Why, in a sentence that ends without a full stop.</param>
    public sealed record Unreachable(string Reason) : ControlReply<T>;
}
