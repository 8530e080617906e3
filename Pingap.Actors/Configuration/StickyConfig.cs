namespace Pingap.Actors.Configuration;

/// <summary>The cookie by which a client comes back to its backend.</summary>
/// <param name="Cookie">Its name (<c>sticky_cookie</c>).</param>
/// <param name="Lifetime">How long it is good for, renewed when half of that is over; <c>null</c> while the browser is open (<c>sticky_ttl</c>).</param>
/// <param name="Secret">What it is sealed with, the same on all proxies; <c>null</c> for a secret that this process makes (<c>sticky_secret</c>).</param>
public sealed record StickyConfig(string Cookie, TimeSpan? Lifetime, Secret? Secret)
{
    /// <summary>What an upstream with <c>algorithm = "sticky"</c> and nothing more gets.</summary>
    public static readonly StickyConfig Default = new("pingap_sticky", null, null);
}
