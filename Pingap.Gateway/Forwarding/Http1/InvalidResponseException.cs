namespace Pingap.Gateway.Forwarding.Http1;

/// <summary>A backend has sent what is no response.</summary>
/// <param name="problem">What is wrong with it.</param>
internal sealed class InvalidResponseException(string problem) : IOException(problem);
