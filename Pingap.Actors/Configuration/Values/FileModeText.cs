namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads the permissions of a file as <c>chmod(1)</c> takes them: three octal digits, perhaps after a 0.</summary>
internal static class FileModeText
{
    /// <summary>Reads <c>660</c> or <c>0660</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mode">The permissions.</param>
    /// <param name="wrong">What is wrong with the text and what would do, to be said after it.</param>
    public static bool TryParse(string text, out UnixFileMode mode, out string wrong)
    {
        mode = UnixFileMode.None;
        wrong = "";
        var digits = text is ['0', .. { Length: 3 } rest] ? rest : text;
        if (digits.Length != 3 || digits.AsSpan().ContainsAnyExceptInRange('0', '7'))
        {
            wrong = "is not a mode in octal digits; write one such as 0660";
            return false;
        }

        mode = (UnixFileMode)Convert.ToInt32(digits, 8);
        return true;
    }
}
