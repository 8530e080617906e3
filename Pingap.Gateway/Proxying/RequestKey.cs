namespace Pingap.Gateway.Proxying;

/// <summary>What a request is told apart by while its upstream chooses a backend.</summary>
/// <param name="Value">A hash of a part of it, or the hash of the backend that its cookie names; 0 is nothing.</param>
/// <param name="IsDue">Whether the client is to get a new cookie even if it comes to that backend.</param>
public readonly record struct RequestKey(ulong Value, bool IsDue);
