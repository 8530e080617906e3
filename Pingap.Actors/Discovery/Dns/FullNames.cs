using Pingap.Actors.Configuration;

namespace Pingap.Actors.Discovery.Dns;

/// <summary>Completes names.</summary>
internal static class FullNames
{
    /// <summary>RFC 1035 §2.3.4, as text with a dot at its end.</summary>
    private const int Longest = 254;

    /// <summary>
    /// The full names to ask for one after the other, each with a dot at its end. A name that ends in a dot is full; one with enough dots is asked
    /// for as it is, and nothing else; a short one in each domain, and then as it is.
    /// </summary>
    /// <param name="host">The name as it is written.</param>
    /// <param name="written">What the configuration says; its domains complete names without a dot and come first.</param>
    /// <param name="system">What the system says; its domains are left out where the configuration names servers of its own.</param>
    public static IReadOnlyList<string> Of(string host, DnsConfig written, ResolvConf system)
    {
        if (host.EndsWith('.')) return [host];
        var dots = host.AsSpan().Count('.');
        var domains = new List<string>();
        if (dots == 0 && written.Domain is { } domain) domains.Add(domain);
        if (dots == 0) domains.AddRange(written.Search);
        if (written.Servers.Count == 0 && dots < system.Dots) domains.AddRange(system.Search);
        return [.. domains.Distinct().Select(suffix => $"{host}.{suffix}.").Where(name => name.Length <= Longest), $"{host}."];
    }
}
