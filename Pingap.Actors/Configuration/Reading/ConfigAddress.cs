using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Where a configuration lies, as <c>-c</c> names it: <c>path?name=value&amp;…</c> or <c>scheme://rest?name=value&amp;…</c>.</summary>
/// <param name="Scheme">In lower case; empty for a path of this machine.</param>
/// <param name="Path">What stands before the question mark, without the scheme.</param>
/// <param name="Parameters">In the order they were written.</param>
public sealed record ConfigAddress(string Scheme, string Path, ValueList<ConfigParameter> Parameters)
{
    private const string SchemeEnd = "://";

    /// <summary>Takes an address apart; every text is one. A path may begin with <c>~/</c>, the user's home.</summary>
    public static ConfigAddress Parse(string text)
    {
        var question = text.IndexOf('?', StringComparison.Ordinal);
        var (rest, query) = question < 0 ? (text, "") : (text[..question], text[(question + 1)..]);
        var end = rest.IndexOf(SchemeEnd, StringComparison.Ordinal);
        var isUrl = end > 0 && IsScheme(rest.AsSpan(0, end));
        return new ConfigAddress(
            isUrl ? rest[..end].ToLowerInvariant() : "", isUrl ? rest[(end + SchemeEnd.Length)..] : Home(rest), Parse(query.Split('&')));
    }

    /// <summary>The value of the first parameter of that name, or <c>null</c>.</summary>
    public string? Find(string name)
    {
        foreach (var parameter in Parameters)
        {
            if (parameter.Name == name) return parameter.Value;
        }

        return null;
    }

    /// <summary>What is wrong with parameters of other names, in one sentence each that ends without a full stop.</summary>
    public IEnumerable<string> Unknown(IReadOnlyList<string> known)
    {
        foreach (var (name, _) in Parameters)
        {
            if (known.Contains(name)) continue;
            var suggestion = Nearest.To(name, known) is { } nearest ? $"did you mean {nearest}? known are" : "known are";
            yield return $"unknown parameter '{Syntax.KeyPathText.Printable(name)}'; {suggestion} {string.Join(", ", known)}";
        }
    }

    /// <summary>The address without what may be secret: parameters, and a user before the host.</summary>
    public override string ToString() => Scheme.Length == 0 ? Path : $"{Scheme}{SchemeEnd}{Path[(Path.LastIndexOf('@') + 1)..]}";

    private static ValueList<ConfigParameter> Parse(string[] pairs)
    {
        var parameters = new List<ConfigParameter>();
        foreach (var pair in pairs)
        {
            if (pair.Length == 0) continue;
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            parameters.Add(new ConfigParameter(Decoded(equals < 0 ? pair : pair[..equals]), equals < 0 ? "" : Decoded(pair[(equals + 1)..])));
        }

        return parameters.ToValueList();
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static string Home(string path) => path is "~" || path.StartsWith("~/", StringComparison.Ordinal)
        ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..]
        : path;

    private static bool IsScheme(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.')) return false;
        }

        return char.IsAsciiLetter(text[0]);
    }
}
