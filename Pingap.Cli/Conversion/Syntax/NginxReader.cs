using System.Diagnostics.CodeAnalysis;
using Pingap.Actors.Configuration;

namespace Pingap.Cli.Conversion.Syntax;

/// <summary>Reads a configuration and, in the place of each <c>include</c>, the files it names.</summary>
internal sealed class NginxReader
{
    private const string MimeTypes = "mime.types";
    private const int LargestFile = 16 << 20;

    private readonly string _folder;
    private readonly List<string> _files = [];
    private readonly List<(NginxDirective, string)> _missing = [];
    private readonly Stack<string> _open = new();
    private NginxSyntaxError? _error;

    private NginxReader(string folder) => _folder = folder;

    /// <summary>Reads the main file and what it includes.</summary>
    /// <param name="path">The main file; relative includes begin in its folder.</param>
    /// <param name="input">The configuration.</param>
    /// <param name="error">Why there is none.</param>
    public static bool TryReadFile(string path, [NotNullWhen(true)] out NginxInput? input, [NotNullWhen(false)] out string? error)
    {
        input = null;
        if (TextOf(path, out error) is not { } text)
        {
            error ??= "";
            return false;
        }

        return TryRead(path, text, Path.GetDirectoryName(path) ?? "", out input, out error);
    }

    /// <summary>Reads a text and what it includes.</summary>
    /// <param name="name">What places call it.</param>
    /// <param name="text">The text.</param>
    /// <param name="folder">Where relative includes begin.</param>
    /// <param name="input">The configuration.</param>
    /// <param name="error">Why there is none: <c>file:line:column: error: …</c>.</param>
    public static bool TryRead(string name, string text, string folder, [NotNullWhen(true)] out NginxInput? input, [NotNullWhen(false)] out string? error)
    {
        var reader = new NginxReader(folder);
        var directives = reader.Read(name, text);
        error = reader._error?.ToString();
        input = error is null ? new NginxInput(directives, reader._files, reader._missing, folder) : null;
        return error is null;
    }

    private List<NginxDirective> Read(string file, string text)
    {
        if (!_files.Contains(file)) _files.Add(file);
        if (!NginxParser.TryParse(file, text, out var directives, out var error))
        {
            _error ??= error;
            return [];
        }

        _open.Push(file);
        var expanded = Expand(directives);
        _open.Pop();
        return expanded;
    }

    private List<NginxDirective> Expand(IReadOnlyList<NginxDirective> directives)
    {
        var expanded = new List<NginxDirective>(directives.Count);
        foreach (var directive in directives)
        {
            if (directive is { Name: "include", Block: null, Args.Count: 1 }) expanded.AddRange(Include(directive));
            else expanded.Add(directive.Block is { } block ? directive with { Block = Expand(block) } : directive);
        }

        return expanded;
    }

    private List<NginxDirective> Include(NginxDirective include)
    {
        var pattern = Path.Combine(_folder, include.First);
        if (Path.GetFileName(pattern) is MimeTypes) return Missed(include, "content types are the backends' business; nothing is lost");
        var paths = FilePattern.IsPattern(pattern) ? FilePattern.Files(pattern) : [pattern];
        if (paths.Count == 0) return Missed(include, "no file matches; if there are any where nginx runs, convert there or copy them here");
        var found = new List<NginxDirective>();
        foreach (var path in paths)
        {
            if (_open.Contains(path))
            {
                _error ??= new NginxSyntaxError(include.Place, $"{path} includes itself");
                return [];
            }

            if (TextOf(path, out var error) is { } text) found.AddRange(Read(path, text));
            else Missed(include, error!);
        }

        return found;
    }

    private List<NginxDirective> Missed(NginxDirective include, string why)
    {
        _missing.Add((include, why));
        return [];
    }

    private static string? TextOf(string path, out string? error)
    {
        try
        {
            error = $"{path} is larger than 16 MiB, hardly a configuration";
            if (new FileInfo(path).Length > LargestFile) return null;
            error = null;
            return File.ReadAllText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            error = $"cannot read {path}: {unreadable.Message}";
            return null;
        }
    }
}
