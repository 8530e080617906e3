using System.Text;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads the files of a configuration: one, or every <c>*.toml</c> below a folder.</summary>
public static class ConfigFiles
{
    private const int DeepestFolder = 8;

    /// <summary>In bytes. A parser of a broken text needs some hundred times its size in memory.</summary>
    private const long LargestFile = 4 << 20;

    private static readonly string[] KnownParameters = ["separation", "enable_history"];

    private static readonly string[] SchemesOfEtcd = ["etcd", "etcds"];

    private static readonly string[] OtherLanguages = [".hcl", ".kdl"];

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Reads the file, or the files of the folder. What cannot be read is a problem. Hidden files and folders are passed over: a mounted
    /// Kubernetes ConfigMap keeps its versions in hidden folders and links to the newest.
    /// </summary>
    /// <param name="address">
    /// A path, and after a question mark the parameters that Pingap has: <c>separation</c> says how Pingap writes a folder, a file by category
    /// or a file an item, and <c>enable_history</c> that it keeps old versions beside it. Both ways are read alike.
    /// </param>
    /// <param name="cancellation">Gives the reading up.</param>
    /// <exception cref="OperationCanceledException">The reading was given up.</exception>
    public static async Task<ConfigFilesReading> ReadAsync(string address, CancellationToken cancellation)
    {
        var parsed = ConfigAddress.Parse(address);
        var problems = new Findings();
        if (parsed.Scheme.Length > 0) problems.Add(parsed.ToString(), $"{parsed.Scheme}:// is no path; {Remedy(parsed.Scheme)}");
        foreach (var wrong in parsed.Scheme.Length > 0 ? [] : parsed.Unknown(KnownParameters)) problems.Add(parsed.Path, wrong);
        if (problems.All.Count > 0) return new ConfigFilesReading([], problems.All.ToValueList(), IsReachable: true);
        var path = parsed.Path;
        var files = new List<string>();
        if (Directory.Exists(path))
        {
            Collect(path, depth: 0, files, problems);
            files.Sort(StringComparer.Ordinal);
            if (files.Count == 0 && problems.All.Count == 0) problems.AddUnreachable(path, "the folder has no file *.toml; add one, or name a file");
        }
        else if (OtherLanguages.Contains(Path.GetExtension(path)))
        {
            problems.Add(path, "only TOML is read; convert the file to it");
        }
        else
        {
            files.Add(path);
        }

        var documents = new List<ConfigDocument>();
        foreach (var file in files)
        {
            if (await ReadFileAsync(file, problems, cancellation) is { } document) documents.Add(document);
        }

        return new ConfigFilesReading(documents.ToValueList(), problems.All.ToValueList(), problems.IsReachable);
    }

    private static string Remedy(string scheme) => !SchemesOfEtcd.Contains(scheme) && Values.Nearest.To(scheme, SchemesOfEtcd) is { } meant
        ? $"did you mean {meant}://?"
        : "name a file or a folder, such as conf/pingap.toml";

    private static void Collect(string folder, int depth, List<string> files, Findings problems)
    {
        if (depth > DeepestFolder)
        {
            problems.Add(folder, $"folders are nested deeper than {DeepestFolder} levels; move the files up");
            return;
        }

        try
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.toml"))
            {
                if (!Path.GetFileName(file.AsSpan()).StartsWith('.')) files.Add(file);
            }

            foreach (var below in Directory.EnumerateDirectories(folder))
            {
                if (!Path.GetFileName(below.AsSpan()).StartsWith('.')) Collect(below, depth + 1, files, problems);
            }
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            problems.AddUnreachable(folder, "the folder cannot be read; give the proxy's user access to it");
        }
    }

    private static async Task<ConfigDocument?> ReadFileAsync(string file, Findings problems, CancellationToken cancellation)
    {
        byte[]? bytes = null;
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > LargestFile }) problems.Add(file, "the file is larger than 4 MiB; split it into several in one folder");
            else bytes = await File.ReadAllBytesAsync(file, cancellation);
            return bytes is null ? null : new ConfigDocument(file, StrictUtf8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            problems.Add(FirstInvalid(file, bytes), "the text is not UTF-8; save it as UTF-8");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or ArgumentException or NotSupportedException)
        {
            problems.AddUnreachable(file, "there is no such file or folder; name one with -c");
        }
        catch (UnauthorizedAccessException)
        {
            problems.AddUnreachable(file, "the file must not be read; give the proxy's user access to it");
        }
        catch (IOException broken)
        {
            problems.AddUnreachable(file, $"the file cannot be read: {broken.Message}");
        }

        return null;
    }

    private static SourcePlace FirstInvalid(string file, ReadOnlySpan<byte> bytes)
    {
        System.Text.Unicode.Utf8.ToUtf16(bytes, new char[bytes.Length], out var read, out _, replaceInvalidSequences: false);
        var before = bytes[..read];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new SourcePlace(file, before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }

    private sealed class Findings
    {
        public List<ConfigProblem> All { get; } = [];

        public bool IsReachable { get; private set; } = true;

        public void Add(SourcePlace place, string message) => All.Add(new ConfigProblem(ProblemSeverity.Error, place, "", message));

        public void Add(string path, string message) => Add(new SourcePlace(path, 1, 1), message);

        public void AddUnreachable(string path, string message)
        {
            Add(path, message);
            IsReachable = false;
        }
    }
}
