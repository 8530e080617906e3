using System.Text.RegularExpressions;

namespace Pingap.Architecture.Tests.Reading;

/// <summary>The source files of the repository the tests were built from.</summary>
internal static partial class SourceTree
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The files of a project that people wrote, with their paths from <see cref="Root"/>.</summary>
    public static IEnumerable<SourceFile> Of(string project) =>
        from path in Directory.EnumerateFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, path).Replace('\\', '/')
        where !relative.Contains("/obj/", StringComparison.Ordinal) && !relative.Contains("/bin/", StringComparison.Ordinal)
        select new SourceFile(relative, File.ReadAllText(path));

    /// <summary>The names of the public types a file declares outside any other type, once each.</summary>
    public static IReadOnlyList<string> PublicTypes(SourceFile file) =>
        [.. PublicType().Matches(Text().Replace(file.Text, "")).Select(match => match.Groups["name"].Value).Distinct()];

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Pingap.sln"))) return at.FullName;
        }

        throw new InvalidOperationException($"No Pingap.sln above {AppContext.BaseDirectory}.");
    }

    /// <summary>With file-scoped namespaces only what is not nested begins a line.</summary>
    [GeneratedRegex(
        @"^public\s+(?:(?:sealed|static|abstract|partial|readonly|ref|unsafe|new)\s+)*"
        + @"(?:(?:class|struct|interface|enum|record(?:\s+(?:struct|class))?)\s+(?<name>\w+)\b"
        + @"|delegate\s[^(;]*?\b(?<name>\w+)\s*(?:<[^>(]*>\s*)?\()",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex PublicType();

    /// <summary>Comments and long strings, whose lines may look like declarations.</summary>
    [GeneratedRegex("""
        //[^\n]*|/\*.*?\*/|"{3,}.*?"{3,}|@"[^"]*"
        """, RegexOptions.Singleline)]
    private static partial Regex Text();
}
