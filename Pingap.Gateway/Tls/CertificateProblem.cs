using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Tls;

/// <summary>A certificate that cannot be used.</summary>
/// <param name="Certificate">Which one.</param>
/// <param name="Reason">Why, in words; never a part of the key.</param>
public sealed record CertificateProblem(CertificateName Certificate, string Reason);
