using System.IO.Enumeration;

namespace Pingap.Cli.Conversion.Syntax;

/// <summary>Paths with <c>*</c> and <c>?</c> in any of their parts, as in <c>include</c>.</summary>
internal static class FilePattern
{
    private static readonly char[] Wildcards = ['*', '?'];

    /// <summary>Whether a path has a wildcard.</summary>
    public static bool IsPattern(string path) => path.IndexOfAny(Wildcards) >= 0;

    /// <summary>The files a pattern stands for, in the order of their names; hidden ones only where the pattern says the dot.</summary>
    public static IReadOnlyList<string> Files(string pattern)
    {
        var root = Path.IsPathRooted(pattern) ? Path.GetPathRoot(pattern)! : "";
        IEnumerable<string> found = [root];
        var parts = pattern[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        foreach (var part in parts) found = [.. found.SelectMany(folder => Below(folder, part))];
        return [.. found.Where(File.Exists).Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether the folder is there that a pattern searches first.</summary>
    public static bool IsFolderThere(string pattern)
    {
        var end = pattern.LastIndexOf(Path.DirectorySeparatorChar, pattern.IndexOfAny(Wildcards));
        return end < 0 || Directory.Exists(pattern[..(end + 1)]);
    }

    private static IEnumerable<string> Below(string folder, string part)
    {
        if (!IsPattern(part)) return [Path.Combine(folder, part)];
        var searched = folder.Length == 0 ? "." : folder;
        if (!Directory.Exists(searched)) return [];
        return Directory.EnumerateFileSystemEntries(searched)
            .Select(path => Path.GetFileName(path)!)
            .Where(name => (part[0] is '.' || name[0] is not '.') && FileSystemName.MatchesSimpleExpression(part, name, ignoreCase: false))
            .Select(name => Path.Combine(folder, name));
    }
}
