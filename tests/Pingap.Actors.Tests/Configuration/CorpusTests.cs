using System.Globalization;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;
using Pingap.Actors.Tests.Configuration.Reading;

namespace Pingap.Actors.Tests.Configuration;

/// <summary>
/// Reads every file of the corpus and compares all that is said of it. With the environment variable PINGAP_REWRITE_CORPUS the expectations
/// are written anew instead; look at the difference before it is committed.
/// </summary>
public sealed class CorpusTests
{
    private const int DeadlineMilliseconds = 60_000;

    private static readonly bool Rewrites = Environment.GetEnvironmentVariable("PINGAP_REWRITE_CORPUS") is { Length: > 0 };

    public static TheoryData<string> Files => new(CorpusFile.Names);

    [Theory(Timeout = DeadlineMilliseconds)]
    [MemberData(nameof(Files))]
    public async Task A_broken_file_is_told_what_is_wrong_with_it(string name)
    {
        var file = new CorpusFile(name);
        var reading = await ReadAsync(file);
        var said = string.Concat(Shortened(reading.Problems.Select(Line).ToList()).Select(line => line + "\n"));
        if (Rewrites) await File.WriteAllTextAsync(file.ExpectedPath, said);
        else Assert.Equal(await File.ReadAllTextAsync(file.ExpectedPath), said);
    }

    [Fact]
    public void Expectations_have_their_files() => Assert.All(
        Directory.EnumerateFiles(Repository.Path("tests/Pingap.Actors.Tests/Configuration/Corpus"), "*.expected"),
        expected => Assert.True(File.Exists(expected[..^".expected".Length]), expected));

    private static async Task<ConfigReading> ReadAsync(CorpusFile file)
    {
        using var folder = new TemporaryFolder();
        var files = await ConfigFiles.ReadAsync(file.Materialize(folder), CancellationToken.None);
        var reading = ConfigReader.Read(files.Documents, ReadingOf.World());
        Assert.Equal(reading.Config is null, reading.Problems.Any(problem => problem.Severity is ProblemSeverity.Error));
        if (files.Problems.Count > 0) return reading with { Problems = files.Problems };
        Assert.Equal([], PlaceLaw.Broken(reading, files.Documents));
        return reading;
    }

    private static IEnumerable<string> Shortened(List<string> lines) => lines.Count <= 40
        ? lines
        : [.. lines[..10], string.Create(CultureInfo.InvariantCulture, $"… {lines.Count - 12} lines …"), .. lines[^2..]];

    private static string Line(ConfigProblem problem)
    {
        var place = problem.Place is { } at ? string.Create(CultureInfo.InvariantCulture, $"{at.Line}:{at.Column}: ") : "";
        // The file's name is a temporary one; places in messages have it too.
        var said = (problem with { Place = null }).ToString();
        return place + (problem.Place is { } known ? said.Replace(known.File + ":", "", StringComparison.Ordinal) : said);
    }
}
