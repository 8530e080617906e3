using Tomlyn.Syntax;

namespace Pingap.Actors.Configuration.Syntax;

/// <summary>
/// Looks for values nested too deeply before a text is parsed, so that no parser has to be trusted with its stack. Texts and comments
/// are passed over as far as well-formed TOML has them; what is broken otherwise is for the parser to say.
/// </summary>
internal static class NestingScan
{
    /// <summary>The most levels that values may be nested; the parser has the same limit.</summary>
    public const int Deepest = 64;

    /// <summary>The first bracket or brace below the deepest level, or <c>null</c>.</summary>
    public static TextPosition? FindTooDeep(string text)
    {
        int depth = 0, line = 0, lineStart = 0;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '[' or '{' when ++depth > Deepest: return new TextPosition(i, line, i - lineStart);
                case ']' or '}' when depth > 0: depth--; break;
                case '#': i = EndOfLine(text, i) - 1; break;
                case '"' or '\'': i = EndOfString(text, i, ref line, ref lineStart); break;
                case '\n': (line, lineStart) = (line + 1, i + 1); break;
                default: break;
            }
        }

        return null;
    }

    /// <summary>The last character of the string that begins here; of its line, if it is a plain one that is not closed.</summary>
    private static int EndOfString(string text, int start, ref int line, ref int lineStart)
    {
        var quote = text[start];
        var isLong = start + 2 < text.Length && text[start + 1] == quote && text[start + 2] == quote;
        for (var i = start + (isLong ? 3 : 1); i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                if (!isLong) return i - 1;
                (line, lineStart) = (line + 1, i + 1);
            }
            else if (text[i] == '\\' && quote == '"' && i + 1 < text.Length && text[i + 1] != '\n') i++;
            else if (text[i] == quote && !isLong) return i;
            else if (text.AsSpan(i).StartsWith(text.AsSpan(start, 3)))
            {
                // Up to two quotes before the closing three belong to the text.
                i += 2;
                for (var more = 0; more < 2 && i + 1 < text.Length && text[i + 1] == quote; more++) i++;
                return i;
            }
        }

        return text.Length;
    }

    private static int EndOfLine(string text, int start)
    {
        var end = text.IndexOf('\n', start);
        return end < 0 ? text.Length : end;
    }
}
