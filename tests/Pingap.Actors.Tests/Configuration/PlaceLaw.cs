using Pingap.Actors.Configuration;

namespace Pingap.Actors.Tests.Configuration;

/// <summary>The law that every problem has a place inside the text it speaks of.</summary>
internal static class PlaceLaw
{
    /// <summary>The problems that break it.</summary>
    public static IEnumerable<ConfigProblem> Broken(ConfigReading reading, IReadOnlyList<ConfigDocument> documents)
    {
        var lines = documents.ToDictionary(document => document.File, document => document.Text.Split('\n'));
        return reading.Problems.Where(problem => problem.Place is not { } place || !Contains(lines[place.File], place));
    }

    private static bool Contains(string[] lines, SourcePlace place) =>
        place.Line >= 1 && place.Line <= lines.Length && place.Column >= 1 && place.Column <= lines[place.Line - 1].Length + 1;
}
