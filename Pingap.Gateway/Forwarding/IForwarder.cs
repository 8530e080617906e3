using Pingap.Actors.Upstreams;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Forwarding;

/// <summary>Sends a request to a backend and its answer to the client, both bodies streamed.</summary>
public interface IForwarder
{
    /// <summary>Forwards one request once.</summary>
    /// <param name="context">The request; its <see cref="ProxyContext.UpstreamTarget"/> is what the backend is asked for.</param>
    /// <param name="backend">Where it goes.</param>
    /// <param name="client">The connections to its upstream; the caller has entered it.</param>
    /// <param name="plan">What changes on the way.</param>
    /// <param name="lease">The lease on the backend, which the caller ends: it says when the request is to be broken off, and counts streams.</param>
    /// <param name="hedge">A second copy for when the backend is late, or <c>null</c>; of requests without a body only.</param>
    /// <returns>
    /// How it ended. If it failed and the response has not started, the client has been sent nothing and the caller answers; if it
    /// has started, the client's stream was aborted.
    /// </returns>
    ValueTask<ForwardResult> ForwardAsync(
        ProxyContext context, BackendOrigin backend, UpstreamClient client, ForwardPlan plan, Lease lease = default, Hedge? hedge = null);
}
