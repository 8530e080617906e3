using System.Globalization;

namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads one item of an upstream's <c>addrs</c> where backends are containers: <c>label[:port] [weight]</c>.</summary>
internal static class ContainerLabelText
{
    /// <summary>Reads a label, and the port and the weight after it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="label">What it says.</param>
    /// <param name="wrong">What is wrong, and what would do.</param>
    public static bool TryParse(string text, out ContainerLabel label, out string wrong)
    {
        (label, wrong) = (new ContainerLabel("", null, 1), "is not a label; write \"label\", \"label:port\" or \"label:port weight\", such as \"app=web:8080 2\"");
        var parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > 2) return false;
        var weight = 1;
        if (parts.Length is 2 && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out weight) || weight > BackendAddressText.GreatestWeight))
        {
            wrong = $"has a weight that is not an integer from 0 to {BackendAddressText.GreatestWeight}; write \"label:port weight\"";
            return false;
        }

        // A label's value may have colons of its own; only digits behind the last one are a port.
        var (name, port) = (parts[0], (int?)null);
        if (name.LastIndexOf(':') is >= 0 and var colon && int.TryParse(name.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            (name, port) = (name[..colon], number);
            if (number is 0 or > 65535)
            {
                wrong = "has a port that is not a number from 1 to 65535";
                return false;
            }
        }

        if (name.Length is 0 || name[0] is '=' || name.Any(char.IsControl)) return false;
        label = new ContainerLabel(name, port, weight);
        return true;
    }
}
