using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads the backends of one upstream: <c>addrs</c>, with weights in them (Pingap) or beside them (README), and <c>backups</c>.</summary>
internal sealed class BackendsReader(ReadingContext context, TableReader table)
{
    private readonly List<BackendConfig> _backends = [];
    private readonly Dictionary<BackendAddress, SettingText> _seen = [];

    /// <summary>The backends in the order of the file, those of <c>backups</c> last.</summary>
    public ValueList<BackendConfig> Read(int defaultPort)
    {
        var texts = table.Texts(UpstreamKeys.Addrs);
        var weights = table.Integers(UpstreamKeys.Weights);
        if (texts.Count == 0 && table.IsArray(UpstreamKeys.Addrs) && !HasWrongItems(texts.Count))
            table.Error(UpstreamKeys.Addrs, $"is empty; write at least one backend, such as {UpstreamKeys.Addrs.Example}");
        if (weights is not null && weights.Count != texts.Count && !HasWrongItems(texts.Count))
            table.Error(UpstreamKeys.Weights, $"has {weights.Count} items for {texts.Count} addrs; write one weight for each");
        var backups = table.Texts(BalancingKeys.Backups);
        for (var i = 0; i < texts.Count; i++) Add(UpstreamKeys.Addrs, texts[i], defaultPort, weights is not null && i < weights.Count ? weights[i].Value : null);
        foreach (var backup in backups) Add(BalancingKeys.Backups, backup, defaultPort, null);
        if (_backends.Count > 0 && _backends.Count == texts.Count + backups.Count && _backends.TrueForAll(backend => backend.Weight == 0))
            table.Error(table.Has(UpstreamKeys.Weights) ? UpstreamKeys.Weights : UpstreamKeys.Addrs, "all weights are 0; give at least one backend a weight of 1 or more");
        return _backends.ToValueList();
    }

    /// <summary>The text as it may be shown: a password may stand before the host of a URL.</summary>
    private static SettingText WithoutUser(SettingText text) =>
        text.Written.LastIndexOf('@') is >= 0 and var at ? text with { Written = $"***{text.Written[at..]}" } : text;

    private bool HasWrongItems(int texts) =>
        table.Entry.Table.Find(UpstreamKeys.Addrs.Name)?.Value is Syntax.ConfigNode.ArrayNode array && array.Items.Count != texts;

    private void Add(KeyDefinition list, SettingText text, int defaultPort, int? weightBeside)
    {
        if (!BackendAddressText.TryParse(text.Value, defaultPort, out var address, out var weight, out var isBackup, out var wrong))
        {
            context.Error(text, $"{WithoutUser(text).Shown} {wrong}");
            return;
        }

        if (weight is < 0 or > BackendAddressText.GreatestWeight)
            context.Error(text, weight < 0 ? $"weight is {weight}; use 0 or more" : $"weight is {weight}; use at most {BackendAddressText.GreatestWeight}");
        if (weight is not null && list == UpstreamKeys.Addrs && table.Has(UpstreamKeys.Weights))
            context.Error(text, $"has a weight, which sets the same as weights at {table.Place(UpstreamKeys.Weights)}; keep one of them");
        if (!_seen.TryAdd(address, text)) context.Error(text, $"{text.Shown} is the same backend as {_seen[address].Path}; remove one of them");
        _backends.Add(new BackendConfig(address, weight ?? weightBeside ?? 1) { IsBackup = isBackup || list == BalancingKeys.Backups });
    }
}
