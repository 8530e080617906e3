using System.Globalization;
using System.Text;

namespace Pingap.Actors.Configuration.Syntax;

/// <summary>Follows a TOML string back to how it was written, so that problems inside it can say where in the file they stand.</summary>
internal static class QuotedText
{
    /// <summary>
    /// For each character of the value, and for its end, the place in the written string that it comes from; <c>null</c> if the value does not
    /// come from it character by character.
    /// </summary>
    /// <param name="written">The string with its quotes.</param>
    /// <param name="value">What it stands for.</param>
    public static int[]? Offsets(ReadOnlySpan<char> written, string value)
    {
        if (written.Length < 2 || written[0] is not ('"' or '\'')) return null;
        var quote = written[0];
        var isLong = written.Length >= 6 && written[1] == quote && written[2] == quote;
        var (at, end) = isLong ? (3, written.Length - 3) : (1, written.Length - 1);
        if (isLong && at < end && written[at] is '\r') at++;
        if (isLong && at < end && written[at] is '\n') at++;
        var offsets = new int[value.Length + 1];
        var length = 0;
        Span<char> characters = stackalloc char[2];
        while (at < end)
        {
            var taken = quote is '"' && written[at] is '\\' ? Escape(written[at..end], characters, out var count) : One(written[at], characters, out count);
            if (taken == 0) return null;
            for (var i = 0; i < count; i++)
            {
                if (length >= value.Length || value[length] != characters[i]) return null;
                offsets[length++] = at;
            }

            at += taken;
        }

        offsets[length] = end;
        return length == value.Length ? offsets : null;
    }

    private static int One(char character, Span<char> characters, out int count)
    {
        (characters[0], count) = (character, 1);
        return 1;
    }

    /// <summary>How many characters the escape takes, 0 if it is none, and the characters it stands for.</summary>
    private static int Escape(ReadOnlySpan<char> rest, Span<char> characters, out int count)
    {
        count = 0;
        if (rest.Length < 2) return 0;
        // A backslash at the end of a line takes the line end and all blanks after it away.
        if (char.IsWhiteSpace(rest[1])) return 1 + rest[1..].Length - rest[1..].TrimStart().Length;
        var digits = rest[1] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0)
        {
            if (rest.Length < 2 + digits || !int.TryParse(rest.Slice(2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)) return 0;
            if (!Rune.TryCreate(code, out var rune)) return 0;
            count = rune.EncodeToUtf16(characters);
            return 2 + digits;
        }

        var plain = "btnfre\"\\".IndexOf(rest[1], StringComparison.Ordinal);
        if (plain < 0) return 0;
        (characters[0], count) = ("\b\t\n\f\r\e\"\\"[plain], 1);
        return 2;
    }
}
