namespace Pingap.Gateway.Admin.Contract;

/// <summary>The upstreams that run.</summary>
/// <param name="Upstreams">By name; without their changes, which are to be had one upstream at a time.</param>
public sealed record UpstreamsAnswer(IReadOnlyList<UpstreamInfo> Upstreams);
