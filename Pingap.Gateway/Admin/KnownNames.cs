using Pingap.Actors.Configuration.Values;

namespace Pingap.Gateway.Admin;

/// <summary>Says of something that is not there what there is, the names most like it first.</summary>
internal static class KnownNames
{
    private const int Most = 10;

    /// <summary><c>there is no upstream 'apo'; there are api, web</c>.</summary>
    /// <param name="claim">What is so, such as <c>there is no upstream</c>.</param>
    /// <param name="name">The name that was asked for.</param>
    /// <param name="known">The names there are.</param>
    public static string Missing(string claim, string name, IReadOnlyCollection<string> known)
    {
        if (known.Count == 0) return $"{claim} '{name}', nor any other";
        var first = known.OrderBy(each => Nearest.Distance(name, each)).ThenBy(each => each, StringComparer.Ordinal).Take(Most);
        return $"{claim} '{name}'; there are {string.Join(", ", first)}{(known.Count > Most ? $" and {known.Count - Most} more" : "")}";
    }
}
