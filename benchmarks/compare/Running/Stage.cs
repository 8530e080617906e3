using System.Globalization;
using Pingap.Compare.Backends;
using Pingap.Compare.Setup;
using Pingap.Compare.Targets;

namespace Pingap.Compare.Running;

/// <summary>All processes of a run. Only one proxy goes at a time, with the one backend it needs; all else is frozen.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly Workplace _workplace;
    private readonly int _openFiles;
    private readonly Dictionary<ITarget, RunningTarget> _running = [];
    private int _started;

    private Stage(Workplace workplace, int openFiles, BackendPair backends)
    {
        _workplace = workplace;
        _openFiles = openFiles;
        Backends = backends;
    }

    /// <summary>What stands behind the proxies.</summary>
    public BackendPair Backends { get; }

    /// <summary>Starts the backends.</summary>
    public static async Task<Stage> SetAsync(CancellationToken cancellation)
    {
        // What 10,000 clients need at each end, and as much again.
        var openFiles = OpenFiles.Raise(20_000);
        var workplace = new Workplace();
        try
        {
            return new Stage(workplace, openFiles, await BackendPair.StartAsync(workplace, openFiles, cancellation));
        }
        catch
        {
            workplace.Dispose();
            throw;
        }
    }

    /// <summary>The one process of a proxy that all scenarios share, started when it is first asked for and when it has ended; everything else is frozen.</summary>
    public async Task<RunningTarget> FocusAsync(ITarget target, bool needsWork, CancellationToken cancellation)
    {
        Clear(needsWork);
        if (_running.TryGetValue(target, out var running))
        {
            if (!running.HasEnded)
            {
                running.Thaw();
                return running;
            }

            _running.Remove(target);
            await running.DisposeAsync();
        }

        return _running[target] = await StartAsync(target, cancellation);
    }

    /// <summary>A process of a proxy for this one round; everything else is frozen. The caller ends it.</summary>
    public Task<RunningTarget> StartFreshAsync(ITarget target, bool needsWork, CancellationToken cancellation)
    {
        Clear(needsWork);
        return StartAsync(target, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var running in _running.Values) await running.DisposeAsync();
        await Backends.DisposeAsync();
        _workplace.Dispose();
    }

    private void Clear(bool needsWork)
    {
        foreach (var running in _running.Values.Where(running => !running.HasEnded)) running.Freeze();
        Backends.Focus(needsWork);
    }

    private async Task<RunningTarget> StartAsync(ITarget target, CancellationToken cancellation)
    {
        var fronts = Fronts.Free();
        var folder = _workplace.Folder(string.Create(CultureInfo.InvariantCulture, $"{target.Name}-{++_started}"));
        var launch = target.Prepare(new Site(_workplace, folder, fronts, Backends.Ports, _openFiles));
        return new RunningTarget(target, await OwnedProcess.StartAsync(target.Name, launch, fronts.All, cancellation), fronts);
    }
}
