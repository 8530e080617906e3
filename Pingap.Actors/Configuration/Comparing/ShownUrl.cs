using System.Text.RegularExpressions;

namespace Pingap.Actors.Configuration.Comparing;

/// <summary>
/// Hides what may be a secret in whatever looks like a URL or a path: who logs in, and the values of the query. The text need not be a correct URL,
/// so that no mistake in it uncovers a secret.
/// </summary>
internal static partial class ShownUrl
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Hidden = "***";

    // What health_check has of its own; anything else in its query goes to the backend.
    private static readonly string[] ProbeParameters =
        ["connection_timeout", "read_timeout", "check_frequency", "success", "failure", "expect", "reuse", "parallel", "tls"];

    /// <summary>The text with <see cref="Hidden"/> for the secrets in each of its words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isProbe">Whether it is a health check, whose own parameters are shown.</param>
    public static string Of(string text, bool isProbe) => Word().Replace(text, word => OfWord(word.Value, isProbe));

    private static string OfWord(string word, bool isProbe)
    {
        var at = word.LastIndexOf('@');
        if (at < 0 || !word.AsSpan(0, at).Contains(':')) return WithoutQuery(word, isProbe);
        var slashes = word.IndexOf("://", StringComparison.Ordinal);
        var scheme = slashes >= 0 && slashes < at ? word[..(slashes + 3)] : "";

        // A password may hold a slash, so all before the last @ may be one. With a ? before it, it cannot be told what is password and what query.
        return word.AsSpan(0, at).ContainsAny('?', '#') || scheme.AsSpan().ContainsAny('?', '#', '=')
            ? Hidden
            : $"{scheme}{Hidden}@{WithoutQuery(word[(at + 1)..], isProbe)}";
    }

    private static string WithoutQuery(string word, bool isProbe)
    {
        if (Query().Match(word) is not { Success: true } query) return word;
        var isExpression = word[0] is '~' or '^' or '(';
        var start = query.Index + 1;
        var parameters = word[start..].Split('&');
        for (var (i, isInDoubt) = (0, false); i < parameters.Length; i++)
        {
            if (IsOfProbe(parameters[i], isProbe) || parameters[i].Length == 0) continue;
            // A secret may hold an &, so that what follows one may be more of it.
            var shown = isInDoubt ? Hidden : Parameter(parameters[i], isExpression);
            isInDoubt |= shown != parameters[i] || shown.EndsWith('=') || NamesSecret().IsMatch(shown);
            parameters[i] = shown;
        }

        return $"{word.AsSpan(0, start)}{string.Join('&', parameters)}";
    }

    private static bool IsOfProbe(string parameter, bool isProbe) =>
        isProbe && parameter.Split('=', 2) is [var name, var value] && ProbeParameters.Contains(name) && ProbeValue().IsMatch(value);

    // A parameter without a name may be a secret itself; in an expression it is more of the expression.
    private static string Parameter(string parameter, bool isExpression)
    {
        if (parameter.Split('=', 2) is not [var name, var value]) return isExpression || HarmlessFields.IsVariables(parameter) ? parameter : Hidden;
        return value.Length == 0 || HarmlessFields.IsVariables(value) ? parameter : $"{name}={Hidden}";
    }

    [GeneratedRegex($"^{Redaction.SecretName}=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NamesSecret();

    [GeneratedRegex(@"\S+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    // (? begins a group of an expression.
    [GeneratedRegex(@"(?<!\()\?|#|;(?=[\w.-]+=)", RegexOptions.CultureInvariant)]
    private static partial Regex Query();

    [GeneratedRegex("^([0-9.,-]{1,40}|([0-9.]{1,10}[dhmsu]{1,2}){1,4}|true|false)$", RegexOptions.CultureInvariant)]
    private static partial Regex ProbeValue();
}
