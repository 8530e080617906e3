using System.Text.RegularExpressions;

namespace Pingap.Compare.Setup;

/// <summary>The configuration files of the proxies, with <c>{{names}}</c> where the run has to say something.</summary>
internal static partial class Template
{
    /// <summary>The text of a file in the folder <c>Templates</c>, with values in it.</summary>
    /// <exception cref="InvalidOperationException">It names a value that is not given.</exception>
    public static string Fill(string file, IReadOnlyDictionary<string, string> values) => FillText(File.ReadAllText(PathOf(file)), values);

    /// <summary>Where a file of the folder <c>Templates</c> is.</summary>
    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Templates", file);

    /// <summary>Puts values into a text.</summary>
    /// <exception cref="InvalidOperationException">It names a value that is not given.</exception>
    public static string FillText(string text, IReadOnlyDictionary<string, string> values) => Name().Replace(text, match =>
        values.TryGetValue(match.Groups[1].Value, out var value) ? value : throw new InvalidOperationException($"nothing is given for {match.Value}"));

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Name();
}
