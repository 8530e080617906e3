using Pingap.Compare.Targets;

namespace Pingap.Compare.Loads;

/// <summary>A way to ask a proxy for as much as it can do, or for so much a second.</summary>
internal interface ILoad
{
    /// <summary>The program of the system that makes it, or <c>null</c> if this one does.</summary>
    string? Program { get; }

    /// <summary>Sends one request and looks at the whole answer.</summary>
    /// <returns>Why the proxy cannot do this, or <c>null</c> if it can.</returns>
    Task<string?> CheckAsync(Fronts fronts, CancellationToken cancellation);

    /// <summary>Sends for a time.</summary>
    /// <exception cref="InvalidOperationException">There was no load at all; the message says why.</exception>
    Task<LoadResult> RunAsync(Fronts fronts, int seconds, CancellationToken cancellation);
}
