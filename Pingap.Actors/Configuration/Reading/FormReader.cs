using System.Diagnostics.CodeAnalysis;
using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>
/// Reads the strings of one table that must have a certain form. An empty string is as good as none: Pingap's own samples write them.
/// What is wrong is reported without the text where the key is secret, and then taken for missing.
/// </summary>
internal sealed class FormReader(ReadingContext context, TableReader table)
{
    /// <summary>Any text, or <c>null</c>.</summary>
    public string? Text(KeyDefinition key) => table.Text(key) is { Value.Length: > 0 } text ? text.Value : null;

    /// <summary>What a text of the form says, or <c>null</c>.</summary>
    public T? Value<T>(KeyDefinition key, TextForm<T> form)
        where T : class => TryRead(key, form, out var value) ? value : null;

    /// <summary>A text that must not be shown, or <c>null</c>.</summary>
    public Secret? Secret(KeyDefinition key, TextForm<Secret> form) => TryRead(key, form, out var value) ? value : null;

    /// <summary>One of several words, in any case, or <c>null</c>.</summary>
    public T? Choice<T>(KeyDefinition key, Dictionary<string, T> words)
        where T : struct => TryRead(key, FormOf(words), out var value) ? value : null;

    /// <summary>Words of a list, none of them twice.</summary>
    public ValueList<T> Choices<T>(KeyDefinition key, Dictionary<string, T> words)
        where T : struct
    {
        var values = new List<T>();
        foreach (var text in table.Texts(key))
        {
            if (TryRead(text, key, FormOf(words), out var value) && !values.Contains(value)) values.Add(value);
        }

        return values.ToValueList();
    }

    private bool TryRead<T>(KeyDefinition key, TextForm<T> form, out T? value)
    {
        value = default;
        return table.Text(key) is { Value.Length: > 0 } text && TryRead(text, key, form, out value);
    }

    private bool TryRead<T>(SettingText text, KeyDefinition key, TextForm<T> form, out T? value)
    {
        if (form(text.Value, out value, out var wrong)) return true;
        context.Error(text, key.IsSecret ? $"the text {wrong}" : $"{text.Shown} {wrong}");
        return false;
    }

    private static TextForm<T> FormOf<T>(Dictionary<string, T> words) => (string text, [MaybeNullWhen(false)] out T value, out string wrong) =>
    {
        wrong = "";
        if (words.TryGetValue(text.Trim().ToLowerInvariant(), out value)) return true;
        wrong = $"is none of its values; {Nearest.Suggestion(text, words.Keys, $"use {string.Join(", ", words.Keys)}")}";
        return false;
    };
}
