namespace Pingap.Actors.Control.Sources.Etcd;

/// <summary>How long to wait before etcd is tried again.</summary>
internal static class EtcdBackoff
{
    /// <summary>Before the second try, at most.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);

    /// <summary>Before any try.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private const int DoublingsToLongest = 7;

    /// <summary>Doubles with every failure, up to <see cref="Longest"/>, less up to a half of it by chance: proxies that lost the same etcd come back one by one.</summary>
    /// <param name="failures">How many failed in a row before this one.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan After(int failures, double chance)
    {
        var whole = failures >= DoublingsToLongest ? Longest : First * (1 << failures);
        return whole * (1 - (chance / 2));
    }
}
