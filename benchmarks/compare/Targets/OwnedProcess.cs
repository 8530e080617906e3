using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Pingap.Compare.Measuring;
using Pingap.Testing.Processes;

namespace Pingap.Compare.Targets;

/// <summary>A process that the run has started, with all that come from it. It ends when disposed, at the latest by force.</summary>
internal sealed class OwnedProcess : IAsyncDisposable
{
    // Linux' numbers; other systems have no /proc to measure by.
    private static readonly ProcessSignal Stop = new(19);
    private static readonly ProcessSignal Continue = new(18);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private const int KeptLines = 20;

    /// <summary>ESRCH.</summary>
    private const int NoSuchProcess = 3;

    private readonly string _name;
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private bool _isFrozen;

    private OwnedProcess(string name, Process process)
    {
        _name = name;
        _process = process;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Itself and all that come from it, now.</summary>
    public ProcessTree Tree => ProcessTree.Read(_process.Id);

    /// <summary>Whether it has ended by itself.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Starts one; returns when it listens on all of its ports.</summary>
    /// <exception cref="InvalidOperationException">It has ended instead, or does not listen within a minute; the message has its last words.</exception>
    public static async Task<OwnedProcess> StartAsync(string name, Launch launch, IEnumerable<int> ports, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(launch.Program, launch.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (variable, value) in launch.Environment) start.Environment[variable] = value;
        var process = new OwnedProcess(name, Process.Start(start)!);
        process._process.StandardInput.Close();
        try
        {
            foreach (var port in ports) await process.WaitForPortAsync(port, cancellation);
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops all of its threads where they are, so that it costs its neighbours nothing.</summary>
    public void Freeze()
    {
        if (_isFrozen) return;
        Signal(Stop);
        _isFrozen = true;
    }

    /// <summary>Lets it go on.</summary>
    public void Thaw()
    {
        if (!_isFrozen) return;
        Signal(Continue);
        _isFrozen = false;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var members = MembersIfAny();
        // Asked first, so that what goes on does nothing else any more.
        if (members.Count > 0) SendIfThere(ProcessSignal.Terminate, _process.Id);
        foreach (var member in members) SendIfThere(Continue, member.Id);
        if (!await HasEndedWithinAsync(Patience)) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        // A master that was killed leaves its workers behind.
        foreach (var orphan in members.Skip(1).Where(IsStillThere)) SendIfThere(ProcessSignal.Kill, orphan.Id);
        _process.Dispose();
    }

    private static bool IsStillThere(ProcessStat member)
    {
        try
        {
            return ProcessStat.Parse(File.ReadAllText($"/proc/{member.Id}/stat")).Started == member.Started;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>A signal of the terminal reaches everything that runs in it: any of them may end at any time.</summary>
    private IReadOnlyList<ProcessStat> MembersIfAny()
    {
        if (_process.HasExited) return [];
        try
        {
            return Tree.Members;
        }
        catch (InvalidOperationException)
        {
            return [];
        }
    }

    private void Signal(ProcessSignal signal)
    {
        foreach (var member in MembersIfAny()) SendIfThere(signal, member.Id);
    }

    private static void SendIfThere(ProcessSignal signal, int id)
    {
        try
        {
            signal.SendTo(id);
        }
        catch (Win32Exception gone) when (gone.NativeErrorCode == NoSuchProcess)
        {
            // It has ended meanwhile: there is nobody left to freeze, to thaw or to end.
            return;
        }
    }

    private async Task<bool> HasEndedWithinAsync(TimeSpan time)
    {
        using var limit = new CancellationTokenSource(time);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task WaitForPortAsync(int port, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation);
                return;
            }
            catch (SocketException) when (!_process.HasExited && Stopwatch.GetElapsedTime(started) < StartTime)
            {
                await Task.Delay(20, cancellation);
            }
            catch (SocketException)
            {
                // Its last words come after its end.
                if (_process.HasExited) await _process.WaitForExitAsync(cancellation);
                throw new InvalidOperationException($"{_name} {(_process.HasExited ? $"ended with {_process.ExitCode}" : "does not listen")}: {string.Join('\n', _said)}");
            }
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        _said.Enqueue(line.Data);
        while (_said.Count > KeptLines) _said.TryDequeue(out _);
    }
}
