using System.Text.RegularExpressions;
using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Syntax;

namespace Pingap.Actors.Configuration.Comparing;

/// <summary>
/// Decides what of a configuration may be shown. In doubt a text is hidden: the options of plugins and the fragments of storages can hold anything.
/// </summary>
internal static partial class Redaction
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Hidden = "***";

    private const int LongestText = 200;

    private static readonly string[] OpenPluginKeys = ["category", "step", "remark"];

    /// <summary>The key's value as TOML, with <c>***</c> for what must not be shown.</summary>
    /// <param name="section">The section it stands in.</param>
    /// <param name="key">The key below its entity; a dot separates the parts of a table's key.</param>
    /// <param name="value">The value.</param>
    public static string Show(SectionDefinition section, string key, ConfigNode value)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        var definition = section.Keys.FirstOrDefault(known => known.Name == (dot < 0 ? key : key[..dot]));
        var isHidden = section.Name switch
        {
            "plugins" => !OpenPluginKeys.Contains(key),
            "storages" => key is "value" or "secret",
            _ => definition is null || definition.IsSecret || (dot > 0 && SecretName().IsMatch(key[(dot + 1)..])),
        };
        return NodeText.Of(value, text => Text(text, isHidden));
    }

    // A text that names a variable of the environment says where the secret is, not what it is.
    private static string Text(string text, bool isHidden)
    {
        if (EnvironmentReference().IsMatch(text)) return text;
        if (isHidden || text.Contains("PRIVATE KEY", StringComparison.Ordinal)) return Hidden;
        var field = NamedValue().Match(text);
        if (field.Success && SecretName().IsMatch(field.Groups["name"].ValueSpan)) return $"{field.Groups["name"].Value}: {Hidden}";
        var shown = UserInfo().Replace(text, $"://{Hidden}@");
        return shown.Length > LongestText ? $"{shown.AsSpan(0, LongestText)}…" : shown;
    }

    [GeneratedRegex(@"^(\$ENV:\w+|\$\{\w+\})$", RegexOptions.CultureInvariant)]
    private static partial Regex EnvironmentReference();

    [GeneratedRegex(@"^\s*(?<name>[\w-]+)\s*:", RegexOptions.CultureInvariant)]
    private static partial Regex NamedValue();

    [GeneratedRegex("authorization|cookie|token|secret|passw|key|credential|signature", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"://[^/@\s]+@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();
}
