namespace Pingap.Cli.Output;

/// <summary>Colours of a terminal (ECMA-48 §8.3.117), and texts that carry none of their own.</summary>
internal static class Ansi
{
    /// <summary>Errors.</summary>
    public const string Red = "\e[31m";

    /// <summary>Warnings.</summary>
    public const string Yellow = "\e[33m";

    /// <summary>Markers.</summary>
    public const string Green = "\e[32m";

    /// <summary>What matters less.</summary>
    public const string Dim = "\e[2m";

    private const string Reset = "\e[0m";

    /// <summary>The text in a colour, or as it is where colours are not wanted.</summary>
    public static string Paint(this string text, string colour, bool isWanted) => isWanted ? colour + text + Reset : text;

    /// <summary>The text with every control character shown as a visible one, so that what a stranger wrote cannot steer the terminal
    /// or forge a line.</summary>
    public static string WithoutControls(this string text)
    {
        foreach (var c in text)
            if (char.IsControl(c))
                return string.Create(text.Length, text, static (visible, all) =>
                {
                    for (var i = 0; i < all.Length; i++) visible[i] = char.IsControl(all[i]) ? Visible(all[i]) : all[i];
                });

        return text;
    }

    // U+2400: the block of control pictures, in the order of the control characters.
    private static char Visible(char control) => control switch
    {
        '\t' => ' ',
        < ' ' => (char)('\u2400' + control),
        _ => '\u2421',
    };
}
