namespace Pingap.Cli.Conversion.Syntax;

/// <summary>Finds the end of a block of Lua in an nginx configuration: braces in strings and comments do not count.</summary>
internal static class LuaBlock
{
    /// <summary>Where the text goes on after the closing brace, or <c>null</c> if there is none.</summary>
    /// <param name="text">The configuration.</param>
    /// <param name="at">Just after the opening brace.</param>
    public static int? End(string text, int at)
    {
        var depth = 1;
        while (at < text.Length)
        {
            switch (text[at])
            {
                case '{':
                    depth++;
                    at++;
                    break;
                case '}':
                    at++;
                    if (--depth == 0) return at;
                    break;
                case '"' or '\'':
                    at = AfterString(text, at);
                    break;
                case '-' when at + 1 < text.Length && text[at + 1] is '-':
                    at = AfterLong(text, at + 2) ?? AfterLine(text, at);
                    break;
                case '[':
                    at = AfterLong(text, at) ?? at + 1;
                    break;
                default:
                    at++;
                    break;
            }
        }

        return null;
    }

    private static int AfterString(string text, int at)
    {
        var quote = text[at++];
        while (at < text.Length && text[at] != quote) at += text[at] is '\\' ? 2 : 1;
        return at + 1;
    }

    private static int AfterLine(string text, int at) => text.IndexOf('\n', at) is >= 0 and var end ? end + 1 : text.Length;

    /// <summary>After <c>[[ … ]]</c> or <c>[==[ … ]==]</c>, or <c>null</c> if neither begins there.</summary>
    private static int? AfterLong(string text, int at)
    {
        if (at >= text.Length || text[at] is not '[') return null;
        var second = at + 1;
        while (second < text.Length && text[second] is '=') second++;
        if (second >= text.Length || text[second] is not '[') return null;
        var close = $"]{new string('=', second - at - 1)}]";
        var end = text.IndexOf(close, second + 1, StringComparison.Ordinal);
        return end < 0 ? text.Length : end + close.Length;
    }
}
