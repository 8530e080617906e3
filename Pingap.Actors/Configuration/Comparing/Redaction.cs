using System.Text.RegularExpressions;
using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Syntax;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Comparing;

/// <summary>
/// Decides what of a configuration may be shown. In doubt a text is hidden: the options of plugins and the fragments of storages can hold anything,
/// and so can the values of header fields, cookies and query parameters.
/// </summary>
internal static partial class Redaction
{
    /// <summary>An expression for the names that say that their value is a secret.</summary>
    public const string SecretName = "[\\w-]*(authorization|cookie|token|secret|passw|key|credential|signature)[\\w-]*";

    private const string Hidden = ShownUrl.Hidden;
    private const int LongestText = 200;

    private static readonly string[] OpenPluginKeys = ["category", "step", "remark"];

    /// <summary>The key's value as TOML, with <c>***</c> for what must not be shown.</summary>
    /// <param name="section">The section it stands in.</param>
    /// <param name="key">The key below its entity, with the names of the tables it stands in.</param>
    /// <param name="value">The value.</param>
    public static string Show(SectionDefinition section, ValueList<string> key, ConfigNode value)
    {
        var definition = section.Keys.FirstOrDefault(known => known.Name == key[0]);
        return NodeText.Of(value, text => Text(section, definition, key, text));
    }

    private static string Text(SectionDefinition section, KeyDefinition? definition, ValueList<string> key, string text)
    {
        // A text that names a variable of the environment says where the secret is, not what it is.
        if (EnvironmentReference().IsMatch(text)) return text;
        if (definition is null || definition.IsSecret || HoldsKey().IsMatch(text)) return Hidden;
        if (definition.Names is NamedValues.None) return key.Count > 1 || IsHidden(section, definition) ? Hidden : Open(definition, text);
        return key.Count switch
        {
            1 => Line(definition, text),
            2 => Named(definition, key[1], text),
            _ => Hidden,
        };
    }

    private static bool IsHidden(SectionDefinition section, KeyDefinition key) => section.Name switch
    {
        "plugins" => !OpenPluginKeys.Contains(key.Name),
        "storages" => key == StorageKeys.Value,
        _ => false,
    };

    private static string Line(KeyDefinition definition, string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = (colon < 0 ? text : text[..colon]).Trim();
        if (!FieldSyntax.IsToken(name)) return Hidden;
        // Conditions may be a name alone.
        if (colon < 0) return definition.Name.StartsWith("match_", StringComparison.Ordinal) ? name : Hidden;
        return $"{name}: {Named(definition, name, text[(colon + 1)..].Trim())}";
    }

    private static string Named(KeyDefinition definition, string name, string value) =>
        HarmlessFields.IsVariables(value) ? value
        : definition.Names is NamedValues.Fields && HarmlessFields.Contains(name) ? Open(definition, value)
        : Hidden;

    private static string Open(KeyDefinition definition, string text)
    {
        if (NamedSecret().Match(text) is { Success: true } line) return $"{line.Groups["name"].Value}: {Hidden}";
        var shown = NamedSecretWithin().Replace(ShownUrl.Of(text, definition == UpstreamKeys.HealthCheck), found => $"{found.Groups["name"].Value}{Hidden}");
        return shown.Length > LongestText ? $"{shown.AsSpan(0, LongestText)}…" : shown;
    }

    [GeneratedRegex(@"^(\$ENV:\w+|\$\{\w+\})\z", RegexOptions.CultureInvariant)]
    private static partial Regex EnvironmentReference();

    // As PEM, as PEM in base64, and as long base64 of whatever else.
    [GeneratedRegex(@"PRIVATE KEY|LS0tLS1CRUdJTi|^[A-Za-z0-9+/=_\r\n-]{100,}\z", RegexOptions.CultureInvariant)]
    private static partial Regex HoldsKey();

    [GeneratedRegex($@"^\s*(?<name>{SecretName})\s*:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NamedSecret();

    [GeneratedRegex($@"(?<name>{SecretName}\s*[:=]\s*)[^\s&]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NamedSecretWithin();
}
