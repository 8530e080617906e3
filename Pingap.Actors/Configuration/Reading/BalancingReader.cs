using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads how one upstream chooses among its backends, in the words of either dialect.</summary>
internal sealed class BalancingReader(ReadingContext context, TableReader table)
{
    /// <summary>The algorithm and its settings; those of a cookie are checked whether or not the algorithm uses one.</summary>
    public BalancingConfig Read()
    {
        table.Exclude(BalancingKeys.Algorithm, BalancingKeys.Algo);
        var written = Algorithm(table.Text(BalancingKeys.Algorithm)) ?? Algorithm(table.Text(BalancingKeys.Algo));
        var balancing = written ?? BalancingConfig.RoundRobin;
        var sticky = Sticky();
        // One that cannot be read may well have been meant to be sticky.
        var isRead = written is not null || !(table.Has(BalancingKeys.Algorithm) || table.Has(BalancingKeys.Algo));
        if (isRead && balancing.Sticky is null) WarnOfUnused();
        return balancing.Sticky is null ? balancing : balancing with { Sticky = sticky };
    }

    private void WarnOfUnused()
    {
        foreach (var key in new[] { BalancingKeys.StickyCookie, BalancingKeys.StickyTtl, BalancingKeys.StickySecret })
        {
            if (!table.Has(key)) continue;
            context.Problems.Warning(
                table.Place(key), table.Path(key), $"has no effect: the algorithm is another than sticky; write {BalancingKeys.Algorithm.Name} = \"sticky\", or remove it");
        }
    }

    private BalancingConfig? Algorithm(SettingText? text)
    {
        if (text is null or { Value: "" }) return null;
        if (BalancingText.TryParse(text.Value, out var balancing, out var wrong)) return balancing;
        context.Error(text, $"{text.Shown} {wrong}");
        return null;
    }

    private StickyConfig Sticky()
    {
        var forms = new FormReader(context, table);
        return new StickyConfig(
            forms.Value<string>(BalancingKeys.StickyCookie, StickyText.TryParseName) ?? StickyConfig.Default.Cookie,
            table.Time(BalancingKeys.StickyTtl),
            forms.Secret(BalancingKeys.StickySecret, StickyText.TryParseSecret));
    }
}
