namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads the users and groups of the system: <c>www-data</c>, <c>1000</c>.</summary>
internal static class AccountName
{
    private const int Longest = 32;

    /// <summary>Reads a name as <c>useradd</c> takes it, or a number.</summary>
    public static bool TryParse(string text, out string name, out string wrong)
    {
        name = text;
        wrong = "is not the name or number of a user or group; write one such as www-data or 1000";
        if (text.Length > Longest) return false;
        if (char.IsAsciiDigit(text[0])) return uint.TryParse(text, out _);
        if (!char.IsAsciiLetter(text[0]) && text[0] is not '_') return false;
        foreach (var c in text.EndsWith('$') ? text.AsSpan(0, text.Length - 1) : text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.')) return false;
        }

        return true;
    }
}
