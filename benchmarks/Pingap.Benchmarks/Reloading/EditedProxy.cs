using System.Diagnostics;
using System.Globalization;
using Pingap.Benchmarks.Given;
using Pingap.Testing.Processes;

namespace Pingap.Benchmarks.Reloading;

/// <summary>The real executable with a <see cref="LargeConfig"/> that is edited while it runs.</summary>
internal sealed class EditedProxy : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly LargeConfig _config;
    private readonly PingapProcess _process;
    private readonly Process _counters;
    private readonly string _file;
    private int _edit;
    private int _written;

    private EditedProxy(DirectoryInfo folder, LargeConfig config)
    {
        _folder = folder;
        _config = config;
        _file = Path.Combine(folder.CreateSubdirectory("written").FullName, "pingap.toml");
        File.WriteAllText(_file, config.Text(0));
        // Through a link out of another folder nothing is noticed but SIGHUP: every edit is read once, at a moment that is known.
        var link = Path.Combine(folder.CreateSubdirectory("read").FullName, "pingap.toml");
        File.CreateSymbolicLink(link, _file);
        _process = PingapProcess.Start("run", "-c", link);
        _counters = Process.GetProcessById(_process.Id);
    }

    /// <summary>Processor time it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _counters.Refresh();
            return _counters.TotalProcessorTime;
        }
    }

    /// <summary>Memory it holds, in bytes.</summary>
    public long Memory
    {
        get
        {
            _counters.Refresh();
            return _counters.WorkingSet64;
        }
    }

    /// <summary>Starts it, with the text that nobody has edited.</summary>
    public static EditedProxy Start(LargeConfig config) => new(Directory.CreateTempSubdirectory("pingap-benchmark-"), config);

    /// <summary>Where it listens, as soon as it does.</summary>
    public Task<Uri> UrlAsync() => _process.WaitForListeningAsync();

    /// <summary>Writes the next edits beside the file, so that the benchmark has nothing left to do itself while it measures.</summary>
    public void Write(int edits)
    {
        while (_written < _edit + edits) File.WriteAllText(Edited(++_written), _config.Text(_written));
        GC.Collect();
    }

    /// <summary>Puts the next edit in place and asks for a reload; returns when it is said to be applied.</summary>
    /// <returns>When it was asked for, and when it was applied, in ticks of <see cref="Stopwatch"/>.</returns>
    public async Task<(long From, long To)> ReloadAsync()
    {
        File.Move(Edited(++_edit), _file, overwrite: true);
        var applied = string.Create(CultureInfo.InvariantCulture, $"configuration version {_edit + 1} applied");
        var from = Stopwatch.GetTimestamp();
        _process.Send(ProcessSignal.Hangup);
        await _process.WaitForLineAsync(line => line.Contains(applied, StringComparison.Ordinal));
        return (from, Stopwatch.GetTimestamp());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _counters.Dispose();
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private string Edited(int edit) => string.Create(CultureInfo.InvariantCulture, $"{_file}.{edit}");
}
