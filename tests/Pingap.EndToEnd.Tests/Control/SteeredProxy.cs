using System.Net;
using Pingap.Testing.EndToEnd;
using Pingap.Testing.Processes;

namespace Pingap.EndToEnd.Tests.Control;

/// <summary>A running proxy that commands can reach, and its configuration, each location of which leads nowhere.</summary>
internal sealed class SteeredProxy : IAsyncDisposable
{
    private readonly HttpClient _client = new();

    private readonly bool _ownsFile;

    private SteeredProxy(ConfigFile file, bool ownsFile, PingapProcess process)
    {
        File = file;
        _ownsFile = ownsFile;
        Process = process;
    }

    /// <summary>The source of its configuration.</summary>
    public ConfigFile File { get; }

    /// <summary>The process.</summary>
    public PingapProcess Process { get; }

    /// <summary>The path of its control channel.</summary>
    public string Socket { get; private set; } = "";

    /// <summary>Who steers it.</summary>
    public Operator Operator => new(Process.StateDir);

    /// <summary>A configuration that serves these paths.</summary>
    public static string Config(params string[] paths) =>
        $"""
        [upstreams.nowhere]
        addrs = ["127.0.0.1:1"]

        {string.Join("\n\n", paths.Select(path => $"[locations.{path.Trim('/')}]\nupstream = \"nowhere\"\npath = \"{path}\""))}

        [servers.http]
        addr = "127.0.0.1:0"
        locations = [{string.Join(", ", paths.Select(path => $"\"{path.Trim('/')}\""))}]

        """;

    /// <summary>Starts one that serves some paths, and waits until it can be steered.</summary>
    public static Task<SteeredProxy> StartAsync(params string[] paths) => StartAsync(new ConfigFile(Config(paths)), ownsFile: true, []);

    /// <summary>Starts one by a file of the test's with a state directory of the test's, and waits until it can be steered.</summary>
    public static Task<SteeredProxy> StartAsync(ConfigFile file, string stateDir) =>
        StartAsync(file, ownsFile: false, new() { ["PINGAP_STATE_DIR"] = stateDir });

    /// <summary>Says a command to it.</summary>
    public Task<Said> SayAsync(params string[] arguments) => Operator.SayAsync(arguments);

    /// <summary>Writes a configuration beside its own.</summary>
    public string Beside(string toml, string name = "new.toml")
    {
        File.WriteBeside(name, toml);
        return Path.Combine(Path.GetDirectoryName(File.Path)!, name);
    }

    /// <summary>The first line of its log that contains a text.</summary>
    public Task<string> SaysAsync(string text) => Process.WaitForLineAsync(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>Whether it has a location for a path.</summary>
    public async Task<bool> ServesAsync(string path)
    {
        using var response = await _client.GetAsync(new Uri(await Process.WaitForListeningAsync(), path));
        return response.StatusCode is not HttpStatusCode.NotFound;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Process.DisposeAsync();
        if (_ownsFile) File.Dispose();
    }

    private static async Task<SteeredProxy> StartAsync(ConfigFile file, bool ownsFile, Dictionary<string, string?> environment)
    {
        var proxy = new SteeredProxy(file, ownsFile, PingapProcess.Start(["run", "-c", file.Path], environment));
        const string Open = "control channel open at ";
        var line = await proxy.SaysAsync(Open);
        proxy.Socket = line[(line.IndexOf(Open, StringComparison.Ordinal) + Open.Length)..];
        return proxy;
    }
}
