using Pingap.Testing.Processes;

namespace Pingap.Testing.EndToEnd;

/// <summary><c>pingap run -c</c> in a process of its own, with the file it runs by.</summary>
public sealed class ConfiguredPingap : IAsyncDisposable
{
    private static readonly string[] Run = ["run", "-c"];

    private ConfiguredPingap(ConfigFile file, IEnumerable<string> options)
    {
        File = file;
        Process = PingapProcess.Start([.. Run, file.Path, .. options]);
    }

    /// <summary>The configuration file.</summary>
    public ConfigFile File { get; }

    /// <summary>The process.</summary>
    public PingapProcess Process { get; }

    /// <summary>Starts one with a configuration, and options beside <c>-c</c>.</summary>
    public static ConfiguredPingap Start(string config, params string[] options) => new(new ConfigFile(config), options);

    /// <summary>Returns when it says that a version of its configuration is applied; the first is 1.</summary>
    /// <returns>What it says of the changes, such as <c>+upstreams.b ~locations.a</c>.</returns>
    public async Task<string> AppliedAsync(int version)
    {
        var start = $"configuration version {version} applied from {File.Path}: ";
        var line = await Process.WaitForLineAsync(line => line.Contains(start, StringComparison.Ordinal));
        return line[(line.IndexOf(start, StringComparison.Ordinal) + start.Length)..];
    }

    /// <summary>Returns when a line of its log contains a text.</summary>
    public Task<string> SaysAsync(string text) => Process.WaitForLineAsync(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>Asks it to stop with SIGTERM.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> StopAsync()
    {
        Process.Send(ProcessSignal.Terminate);
        return Process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        File.Dispose();
    }
}
