namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads lists of ciphers in the syntax of OpenSSL: names and rules separated by colons, commas or spaces.</summary>
internal static class CipherText
{
    private static readonly char[] Separators = [':', ',', ' '];

    /// <summary>Reads ciphers of TLS 1.2: <c>ECDHE+AESGCM:AES256-GCM-SHA384:!aNULL:@STRENGTH</c>.</summary>
    public static bool TryParseRules(string text, out ValueList<string> rules, out string wrong)
    {
        rules = Split(text);
        foreach (var rule in rules)
        {
            if (WrongRule(rule) is not { } found) continue;
            wrong = found;
            return false;
        }

        wrong = "";
        return true;
    }

    /// <summary>Reads cipher suites of TLS 1.3: <c>TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384</c>.</summary>
    public static bool TryParseSuites(string text, out ValueList<string> suites, out string wrong)
    {
        suites = Split(text);
        foreach (var suite in suites)
        {
            if (CipherNames.Suites.Contains(suite)) continue;
            wrong = $"has a name that no cipher suite of TLS 1.3 has; {Nearest.Suggestion(suite, CipherNames.Suites, "write one such as TLS_AES_128_GCM_SHA256")}";
            return false;
        }

        wrong = "";
        return true;
    }

    private static ValueList<string> Split(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToValueList();

    private static string? WrongRule(string rule)
    {
        if (rule.StartsWith('@'))
            return rule is "@STRENGTH" || (rule is ['@', 'S', 'E', 'C', 'L', 'E', 'V', 'E', 'L', '=', >= '0' and <= '5'])
                ? null
                : "has a command that is neither @STRENGTH nor @SECLEVEL=0 to 5";
        foreach (var part in rule.TrimStart('!', '-', '+').Split('+'))
        {
            if (CipherNames.Keywords.Contains(part) || CipherNames.Tls12.Contains(part)) continue;
            return $"has a name that no cipher of TLS 1.2 has; {Nearest.Suggestion(part, [.. CipherNames.Tls12, .. CipherNames.Keywords], "write one such as ECDHE-RSA-AES128-GCM-SHA256")}";
        }

        return null;
    }
}
