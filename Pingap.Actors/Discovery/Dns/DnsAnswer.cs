namespace Pingap.Actors.Discovery.Dns;

/// <summary>What came of asking for something.</summary>
/// <param name="Status">Whether it is there.</param>
/// <param name="Items">What was asked for, for <see cref="EntryStatus.Found"/>.</param>
/// <param name="FreshFor">How long that is good, or <c>null</c> when nobody says.</param>
/// <param name="Trouble">Why it was not found, or not wholly.</param>
internal sealed record DnsAnswer<T>(EntryStatus Status, IReadOnlyList<T> Items, TimeSpan? FreshFor, string Trouble)
{
    /// <summary>It is there.</summary>
    public static DnsAnswer<T> Found(IReadOnlyList<T> items, TimeSpan? freshFor) => new(EntryStatus.Found, items, freshFor, "");

    /// <summary>Some of it is there, with what was known of the rest before, of which nobody could say now; so it is asked for again soon.</summary>
    public static DnsAnswer<T> Partly(IReadOnlyList<T> items, string trouble) => new(EntryStatus.Found, items, RefreshRule.Soonest, trouble);

    /// <summary>It is not there.</summary>
    public static DnsAnswer<T> Gone(string trouble) => new(EntryStatus.Gone, [], null, trouble);

    /// <summary>Nobody could say.</summary>
    public static DnsAnswer<T> Failed(string trouble) => new(EntryStatus.Failed, [], null, trouble);
}
