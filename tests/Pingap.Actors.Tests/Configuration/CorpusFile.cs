using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Pingap.Actors.Tests.Configuration.Reading;

namespace Pingap.Actors.Tests.Configuration;

/// <summary>
/// A broken configuration of the folder <c>Corpus</c>, and what is said of it. <c>*.toml</c> and <c>*.bin</c> are read as they are; in
/// <c>*.many</c>, <c>⟦5×text⟧</c> is the text five times, with its number in place of each #.
/// </summary>
internal sealed partial record CorpusFile(string Name)
{
    private static readonly string Folder = Repository.Path("tests/Pingap.Actors.Tests/Configuration/Corpus");

    public string ExpectedPath => System.IO.Path.Combine(Folder, $"{Name}.expected");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder)
        .Select(file => System.IO.Path.GetFileName(file))
        .Where(name => System.IO.Path.GetExtension(name) is ".toml" or ".bin" or ".many")
        .Order(StringComparer.Ordinal);

    /// <summary>The file to read; one with repetitions is written out below the folder given.</summary>
    public string Materialize(TemporaryFolder folder)
    {
        var path = System.IO.Path.Combine(Folder, Name);
        if (System.IO.Path.GetExtension(Name) is not ".many") return path;
        var text = File.ReadAllText(path);
        while (Repetition().IsMatch(text)) text = Repetition().Replace(text, Repeat);
        folder.Write("many.toml", text);
        return folder.Path("many.toml");
    }

    private static string Repeat(Match match)
    {
        var text = new StringBuilder();
        for (var i = 0; i < int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture); i++)
            text.Append(match.Groups[2].Value.Replace("#", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return text.ToString();
    }

    [GeneratedRegex("⟦([0-9]+)×([^⟦⟧]*)⟧")]
    private static partial Regex Repetition();
}
