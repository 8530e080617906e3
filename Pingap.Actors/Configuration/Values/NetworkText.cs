using System.Globalization;
using System.Net;

namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads addresses and networks: <c>10.0.0.0/8</c>, <c>::1</c>.</summary>
internal static class NetworkText
{
    /// <summary>Reads a network; an address alone is the network of that address, and bits behind the prefix are cleared.</summary>
    /// <param name="text">The text.</param>
    /// <param name="network">The network.</param>
    /// <param name="wrong">What is wrong with the text and what would do, to be said after it.</param>
    public static bool TryParse(string text, out IPNetwork network, out string wrong)
    {
        network = default;
        wrong = "is not an IP address or network; write one such as 10.0.0.0/8 or ::1";
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse((slash < 0 ? text : text[..slash]).Trim(), out var ip)) return false;
        var bytes = ip.GetAddressBytes();
        var prefix = bytes.Length * 8;
        if (slash >= 0 && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > bytes.Length * 8))
        {
            wrong = $"has a prefix that is not a number from 0 to {bytes.Length * 8}";
            return false;
        }

        for (var bit = prefix; bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        network = new IPNetwork(new IPAddress(bytes), prefix);
        return true;
    }
}
