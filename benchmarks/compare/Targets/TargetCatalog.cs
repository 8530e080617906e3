namespace Pingap.Compare.Targets;

/// <summary>All proxies that can be compared.</summary>
internal static class TargetCatalog
{
    /// <summary>The peers and Pingap, then its variants.</summary>
    /// <exception cref="FormatException">A name stands for two of them.</exception>
    public static IReadOnlyList<ITarget> All(IEnumerable<PingapVariant> variants)
    {
        ITarget[] all = [new NginxTarget(), new HaproxyTarget(), new CaddyTarget(), new YarpTarget(), new PingapTarget(PingapVariant.Plain), .. variants.Select(variant => new PingapTarget(variant))];
        var twice = all.GroupBy(target => target.Name).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? all : throw new FormatException($"--variant {twice.Key}: this name is taken; use another one");
    }
}
