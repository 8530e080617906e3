using System.Globalization;

namespace Pingap.Actors.Configuration.Values;

/// <summary>Takes numbers and their units off the front of a text.</summary>
internal static class ScalarText
{
    /// <summary>Takes a number without sign or exponent, and the spaces around it.</summary>
    public static bool TryTakeNumber(ref ReadOnlySpan<char> rest, out double number)
    {
        rest = rest.TrimStart();
        var length = 0;
        while (length < rest.Length && (char.IsAsciiDigit(rest[length]) || rest[length] is '.')) length++;
        if (!double.TryParse(rest[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)) return false;
        rest = rest[length..].TrimStart();
        return double.IsFinite(number);
    }

    /// <summary>Takes the letters of a unit, and the spaces after it.</summary>
    public static ReadOnlySpan<char> TakeUnit(ref ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && char.IsLetter(rest[length])) length++;
        var unit = rest[..length];
        rest = rest[length..].TrimStart();
        return unit;
    }
}
