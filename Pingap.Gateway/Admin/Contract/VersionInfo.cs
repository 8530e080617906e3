using Pingap.Actors.Control.History;

namespace Pingap.Gateway.Admin.Contract;

/// <summary>A version of the history, without its texts, which may hold secrets.</summary>
/// <param name="Number">From 1.</param>
/// <param name="At">When it came into force.</param>
/// <param name="Cause">What made the proxy take it on.</param>
/// <param name="From">Where its text was.</param>
/// <param name="By">Who asked for it; empty when nobody did.</param>
/// <param name="Changes">What it changed, as <c>+upstreams.b ~locations.a</c>.</param>
public sealed record VersionInfo(long Number, DateTimeOffset At, ChangeCause Cause, string From, string By, string Changes);
