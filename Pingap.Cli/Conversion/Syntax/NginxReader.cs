using System.Diagnostics.CodeAnalysis;
using Pingap.Actors.Configuration;

namespace Pingap.Cli.Conversion.Syntax;

/// <summary>Reads a configuration and, in the place of each <c>include</c>, the files it names.</summary>
internal sealed class NginxReader
{
    private const string MimeTypes = "mime.types";
    private const int MostText = 16 << 20;
    private const int MostFiles = 1000;
    private const int DeepestInclude = 100;

    private readonly string _folder;
    private readonly List<string> _files = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<MissingInclude> _missing = [];
    private readonly Stack<string> _open = new();
    private readonly Stack<string> _blocks = new();
    private int _read;
    private int _text;
    private int _directives;
    private NginxSyntaxError? _error;

    private NginxReader(string folder) => _folder = folder;

    /// <summary>Reads the main file and what it includes.</summary>
    /// <param name="path">The main file; relative includes begin in its folder.</param>
    /// <param name="input">The configuration.</param>
    /// <param name="error">Why there is none.</param>
    public static bool TryReadFile(string path, [NotNullWhen(true)] out NginxInput? input, [NotNullWhen(false)] out string? error)
    {
        input = null;
        if (ConfigFile.TextOf(path, MostText, out error) is not { } text)
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
        var directives = reader.Read(name, text, new SourcePlace(name, 1, 1));
        error = reader._error?.ToString();
        input = error is null ? new NginxInput(directives, reader._files, reader._missing, folder) : null;
        return error is null;
    }

    private List<NginxDirective> Read(string file, string text, SourcePlace why)
    {
        if (_known.Add(file)) _files.Add(file);
        if (++_read > MostFiles) _error ??= new NginxSyntaxError(why, $"more than {MostFiles} files are included, each counted as often as it is");
        else if ((_text += text.Length) > MostText) _error ??= new NginxSyntaxError(why, "the files are larger than 16 MiB together, hardly a configuration");
        if (_error is not null) return [];
        if (!NginxParser.TryParse(file, text, out var directives, out var error, NginxParser.MostDirectives - _directives))
        {
            _error = error;
            return [];
        }

        _open.Push(file);
        var expanded = Expand(directives);
        _open.Pop();
        return expanded;
    }

    private List<NginxDirective> Expand(IReadOnlyList<NginxDirective> directives)
    {
        _directives += directives.Count;
        var expanded = new List<NginxDirective>(directives.Count);
        foreach (var directive in directives)
        {
            if (_error is not null) return [];
            if (directive is { Name: "include", Block: null, Args.Count: 1 }) Include(directive, expanded);
            else expanded.Add(directive.Block is null ? directive : directive with { Block = Inside(directive) });
        }

        return expanded;
    }

    private List<NginxDirective> Inside(NginxDirective directive)
    {
        // A file has its depth from its own text, and from the block it is included in.
        if (_blocks.Count == NginxParser.DeepestBlock) _error ??= NginxSyntaxError.TooDeep(directive.Place);
        _blocks.Push(directive.Name);
        var inside = Expand(directive.Children);
        _blocks.Pop();
        return inside;
    }

    private void Include(NginxDirective include, List<NginxDirective> into)
    {
        var pattern = Path.Combine(_folder, include.First);
        if (Path.GetFileName(pattern) is MimeTypes)
        {
            Missed(include, "content types are the backends' business; nothing is lost", IncludeLoss.Nothing);
            return;
        }

        var paths = FilePattern.IsPattern(pattern) ? FilePattern.Files(pattern) : [pattern];
        if (paths.Count == 0)
        {
            var isKnownToBeEmpty = FilePattern.IsFolderThere(pattern);
            Missed(
                include,
                "no file matches; if there are any where nginx runs, convert there or copy them here",
                isKnownToBeEmpty ? IncludeLoss.NothingHere : IncludeLoss.Unknown);
            if (!isKnownToBeEmpty) into.Add(include);
        }

        foreach (var path in paths)
        {
            if (_open.Contains(path)) _error ??= new NginxSyntaxError(include.Place, $"{path} includes itself");
            else if (_open.Count == DeepestInclude) _error ??= new NginxSyntaxError(include.Place, $"more than {DeepestInclude} files include each other");
            if (_error is not null) return;
            if (ConfigFile.TextOf(path, MostText, out var error) is { } text)
            {
                into.AddRange(Read(path, text, include.Place));
                continue;
            }

            // It stays where it is, for nobody knows what it would have forbidden there.
            Missed(include, error!, IncludeLoss.Unknown);
            into.Add(include);
        }
    }

    private void Missed(NginxDirective include, string why, IncludeLoss loss) =>
        _missing.Add(new MissingInclude(include, why, _blocks.Count > 0 ? _blocks.Peek() : "", loss));
}
