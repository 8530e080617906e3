using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Syntax;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads <c>[storages]</c>.</summary>
internal sealed class StorageReader(ReadingContext context)
{
    private readonly Dictionary<string, StoredText?> _texts = new(StringComparer.Ordinal);

    /// <summary>The text of a storage read before; <c>null</c> if something is wrong with it, which was reported.</summary>
    public StoredText? Text(string name) => _texts.GetValueOrDefault(name);

    /// <summary>Reads one storage.</summary>
    public StorageConfig Read(SectionEntry entry)
    {
        var table = new TableReader(context, StorageKeys.Section, entry);
        var text = Text(table);
        _texts[entry.Name] = text;
        return new StorageConfig(
            new StorageName(entry.Name),
            table.Text(StorageKeys.Category)?.Value ?? "",
            new Secret(text?.Text ?? ""),
            table.Whole(StorageKeys.CreatedAt) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
            table.Text(StorageKeys.Remark)?.Value);
    }

    private StoredText? Text(TableReader table)
    {
        var secret = table.Text(StorageKeys.Secret);
        if (table.RawText(StorageKeys.Value) is not { } raw) return null;
        var path = table.Path(StorageKeys.Value);
        var value = raw.Value;

        // Variables inside the text are those of the strings in it: put in place before it is parsed, a quote in one of them could break out.
        var isVariable = EnvironmentText.TryTake(raw.Value, out _, out var length) && length == raw.Value.Length;
        if (isVariable)
        {
            var expanded = context.Expand(raw, path);
            if (!expanded.IsKnown) return null;
            value = expanded.Value;
        }

        if (secret is not { Value.Length: > 0 })
            return new StoredText(value, isVariable ? FragmentPlaces.At(raw.Place) : FragmentPlaces.Within(raw), path, isVariable);
        if (!secret.IsKnown) return null;
        if (EncryptedText.Decrypt(value, secret.Value) is { } plain) return new StoredText(plain, FragmentPlaces.At(raw.Place), path, IsHidden: true);
        table.Error(StorageKeys.Value, "cannot be decrypted with secret; write the base64 text that pingap encrypts with that key, or remove secret");
        return null;
    }
}
