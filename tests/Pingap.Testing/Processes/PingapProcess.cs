using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Pingap.Testing.Processes;

/// <summary>The real executable in a process of its own, with everything it prints. Killed at the latest when disposed.</summary>
public sealed partial class PingapProcess : IAsyncDisposable
{
    private const string StateVariable = "PINGAP_STATE_DIR";

    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task _reading;
    private readonly DirectoryInfo? _ownState;

    private PingapProcess(Process process, DirectoryInfo? ownState, string stateDir)
    {
        _process = process;
        _ownState = ownState;
        StateDir = stateDir;
        _reading = Task.WhenAll(Output.ReadAllAsync(process.StandardOutput), Errors.ReadAllAsync(process.StandardError));
    }

    /// <summary>What it printed on standard output.</summary>
    public ProcessLines Output { get; } = new("standard output");

    /// <summary>What it printed on standard error.</summary>
    public ProcessLines Errors { get; } = new("standard error");

    /// <summary>The addresses it said it listens on, in the order it said so, as <c>http://127.0.0.1:43211</c>.</summary>
    public IReadOnlyList<Uri> ListeningOn => [.. Output.All.Select(line => Listening().Match(line)).Where(match => match.Success).Select(UrlOf)];

    /// <summary>Its state directory: one of its own, which goes with it, unless the environment it was started with names another.</summary>
    public string StateDir { get; }

    /// <summary>The id the system knows it by.</summary>
    public int Id => _process.Id;

    /// <summary>Its exit code, or <c>null</c> while it runs; 128 and the number of the signal when one killed it.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    /// <summary>Starts <c>pingap</c> with these arguments. The project of the test must refer to Pingap.Cli.</summary>
    public static PingapProcess Start(params IEnumerable<string> arguments) => Start(arguments, new Dictionary<string, string?>());

    /// <summary>Starts <c>pingap</c> with these arguments and changes to the environment; <c>null</c> takes a variable away.</summary>
    /// <exception cref="FileNotFoundException">The executable is not beside the test assembly.</exception>
    public static PingapProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        var executable = Path.Combine(AppContext.BaseDirectory, "pingap.dll");
        if (!File.Exists(executable)) throw new FileNotFoundException("The project of this test does not refer to Pingap.Cli.", executable);
        var start = new ProcessStartInfo(DotnetHost(), ["exec", executable, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        // Tests neither see nor touch what belongs to the user who runs them.
        var ownState = environment.ContainsKey(StateVariable) ? null : Directory.CreateTempSubdirectory("pingap-state-");
        start.Environment[StateVariable] = ownState?.FullName;
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new PingapProcess(process, ownState, ownState?.FullName ?? environment[StateVariable] ?? "");
    }

    /// <summary>The first line of standard output, of those printed and those to come, that the predicate likes.</summary>
    /// <exception cref="TimeoutException">There was none within the deadline (by default 60 s); the message holds what was printed.</exception>
    /// <exception cref="EndOfStreamException">The process ended without one.</exception>
    public Task<string> WaitForLineAsync(Func<string, bool> predicate, TimeSpan? deadline = null) =>
        Output.WaitForAsync(predicate, deadline ?? DefaultDeadline, Errors);

    /// <summary>The address of a server, as soon as it listens there; its first one when it has several.</summary>
    /// <param name="server">The name in <c>[servers]</c>, or <c>null</c> for whichever listens first.</param>
    /// <param name="deadline">How long to wait; by default 60 s.</param>
    public async Task<Uri> WaitForListeningAsync(string? server = null, TimeSpan? deadline = null)
    {
        var line = await WaitForLineAsync(
            line => Listening().Match(line) is { Success: true } match && (server is null || match.Groups["server"].Value == server), deadline);
        return UrlOf(Listening().Match(line));
    }

    /// <summary>Its exit code, as soon as it has ended and all it printed has been read.</summary>
    /// <exception cref="TimeoutException">It still runs after the deadline (by default 60 s); the message holds what was printed.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan? deadline = null)
    {
        using var limit = new CancellationTokenSource(deadline ?? DefaultDeadline);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"pingap still runs.\n{Output}\n{Errors}");
        }

        await _reading;
        return _process.ExitCode;
    }

    /// <summary>Sends it a signal; without effect when it has ended.</summary>
    public void Send(ProcessSignal signal)
    {
        if (!_process.HasExited) signal.SendTo(_process.Id);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
        _ownState?.Delete(recursive: true);
    }

    /// <summary>The host that runs this test too: the test runner may be an executable of its own.</summary>
    private static string DotnetHost()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var host = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return File.Exists(host) ? host : "dotnet";
    }

    private static Uri UrlOf(Match match) => new(match.Groups["url"].Value);

    [GeneratedRegex(@"listening on (?<url>\w+://\S+) \(server (?<server>.+?)\)")]
    private static partial Regex Listening();
}
