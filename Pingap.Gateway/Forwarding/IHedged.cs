using System.Net.Http;

namespace Pingap.Gateway.Forwarding;

/// <summary>An exchange that may be had with a second backend too.</summary>
internal interface IHedged
{
    /// <summary>Where a request says which exchange it is of.</summary>
    static readonly HttpRequestOptionsKey<IHedged> Key = new("pingap.hedged");

    /// <summary>When and how.</summary>
    Hedge? Hedge { get; }

    /// <summary>Whether an answer is one to retry after, so that another copy of the request may bring a better one.</summary>
    bool IsPoor(int status);

    /// <summary>The same request once more, for another backend.</summary>
    HttpRequestMessage CopyOf(HttpRequestMessage first, BackendOrigin backend);

    /// <summary>The result is another backend's than the one that was asked first.</summary>
    void Takes(BackendOrigin backend);

    /// <summary>Cancelled when the backend that was asked first is drained and the time for it is over.</summary>
    CancellationToken BrokenOff { get; }

    /// <summary>From now on a drain of the backend whose result it is breaks it off.</summary>
    void ListenTo(CancellationToken brokenOff);
}
