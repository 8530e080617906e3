using System.Text.RegularExpressions;

namespace Pingap.EndToEnd.Tests.Examples;

/// <summary>The configurations that people are shown, as they are written, and made to run beside each other.</summary>
internal static partial class Written
{
    private static readonly string Root = FindRoot();

    /// <summary>The path of a file of the repository.</summary>
    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    /// <summary>The text of a file of the repository.</summary>
    public static string Text(string relative) => File.ReadAllText(Path(relative));

    /// <summary>A TOML example of the README that the project began with.</summary>
    public static string First(string name) => Text($"tests/Pingap.Actors.Tests/Configuration/Reading/readme/{name}.toml");

    /// <summary>The TOML blocks of a file of documentation.</summary>
    public static IReadOnlyList<string> Blocks(string relative) =>
        [.. TomlBlock().Matches(Text(relative)).Select(match => match.Groups["toml"].Value)];

    /// <summary>The text with the addresses of real backends, and with servers on free ports of 127.0.0.1.</summary>
    /// <param name="toml">The example.</param>
    /// <param name="backends">What stands there, and what shall.</param>
    public static string Runnable(string toml, params (string Written, string Real)[] backends)
    {
        foreach (var (written, real) in backends)
        {
            Assert.Contains(written, toml, StringComparison.Ordinal);
            toml = toml.Replace(written, real, StringComparison.Ordinal);
        }

        return ListenLine().Replace(toml, line => ListenPort().Replace(line.Value, "127.0.0.1:0"));
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "Pingap.sln"))) return at.FullName;
        }

        throw new InvalidOperationException($"No Pingap.sln above {AppContext.BaseDirectory}.");
    }

    [GeneratedRegex(@"^```toml\n(?<toml>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex TomlBlock();

    [GeneratedRegex("^addr = .*$", RegexOptions.Multiline)]
    private static partial Regex ListenLine();

    [GeneratedRegex(@"[\w.\[\]:]*:[0-9]+(?=[,""])")]
    private static partial Regex ListenPort();
}
