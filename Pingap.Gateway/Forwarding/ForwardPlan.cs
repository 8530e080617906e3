namespace Pingap.Gateway.Forwarding;

/// <summary>What a location changes in the messages that pass.</summary>
/// <param name="RequestHeaders">Changes to the request's header.</param>
/// <param name="ResponseHeaders">Changes to the response's header.</param>
/// <param name="ForwardedHeaders">Whether X-Forwarded-For, -Proto, -Host, -Port and X-Real-IP are sent.</param>
/// <param name="MaxBodySize">Largest request body in bytes, or <c>null</c> for no limit.</param>
public sealed record ForwardPlan(HeaderRules RequestHeaders, HeaderRules ResponseHeaders, bool ForwardedHeaders, long? MaxBodySize);
