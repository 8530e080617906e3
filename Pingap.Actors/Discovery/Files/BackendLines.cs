using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Discovery.Files;

/// <summary>Reads backends of a file: one <c>host[:port] [weight]</c> a line; empty lines and what stands behind <c>#</c> do not count.</summary>
internal static class BackendLines
{
    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="defaultPort">The port of lines without one.</param>
    /// <param name="backends">The backends in the order of the lines, no address twice.</param>
    /// <param name="wrong">What is wrong with the first line that is, and what would do: <c>line 3: 'a:b' has a port that …</c>.</param>
    public static bool TryParse(string text, int defaultPort, out ValueList<BackendConfig> backends, out string wrong)
    {
        (backends, wrong) = ([], "");
        var found = new List<BackendConfig>();
        var seen = new Dictionary<BackendAddress, int>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var written = line.Split('#', 2)[0].Trim().TrimStart('\uFEFF');
            if (written.Length == 0) continue;
            if (!BackendAddressText.TryParse(written, defaultPort, out var address, out var weight, out wrong))
            {
                wrong = $"line {number}: '{written}' {wrong}";
                return false;
            }

            if (weight is < 0 or > BackendAddressText.GreatestWeight) wrong = $"line {number}: weight is {weight}; use 0 to {BackendAddressText.GreatestWeight}";
            else if (!seen.TryAdd(address, number)) wrong = $"line {number}: '{written}' is the same backend as line {seen[address]}; remove one of them";
            if (wrong.Length > 0) return false;
            found.Add(new BackendConfig(address, weight ?? 1));
        }

        if (found.Count == 0)
        {
            wrong = "there is no backend in it; write one host:port a line";
            return false;
        }

        backends = found.ToValueList();
        return true;
    }
}
