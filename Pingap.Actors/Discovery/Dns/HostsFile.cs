using System.Net;

namespace Pingap.Actors.Discovery.Dns;

/// <summary>Finds names in the computer's own file of them (hosts(5)).</summary>
internal static class HostsFile
{
    /// <summary>The addresses of a name, in the order of the file.</summary>
    /// <param name="text">The file.</param>
    /// <param name="name">The name in any case, with or without a dot at its end.</param>
    public static IReadOnlyList<IPAddress> Find(string text, string name)
    {
        var wanted = name.TrimEnd('.');
        var found = new List<IPAddress>();
        foreach (var line in text.Split('\n'))
        {
            var comment = line.IndexOf('#', StringComparison.Ordinal);
            var words = (comment < 0 ? line : line[..comment]).Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2 || !words.Skip(1).Any(word => word.TrimEnd('.').Equals(wanted, StringComparison.OrdinalIgnoreCase))) continue;
            if (IPAddress.TryParse(words[0], out var ip) && !found.Contains(ip)) found.Add(ip);
        }

        return found;
    }
}
