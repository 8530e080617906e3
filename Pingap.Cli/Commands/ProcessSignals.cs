using System.Runtime.InteropServices;

namespace Pingap.Cli.Commands;

/// <summary>
/// What signals mean to a running proxy: SIGTERM, SIGQUIT and Ctrl+C ask it to finish, a second one ends the process at once; SIGHUP
/// asks it to read its configuration again.
/// </summary>
internal sealed class ProcessSignals : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly PosixSignalRegistration[] _registrations;
    private volatile Action? _reload;

    /// <summary>Listens for the signals until disposed.</summary>
    /// <param name="outer">Also stops when cancelled.</param>
    public ProcessSignals(CancellationToken outer)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(outer);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnHangup),
        ];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Says what SIGHUP is to call from now on; before, it does nothing.</summary>
    public void ReloadBy(Action reload) => _reload = reload;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        if (_stop.IsCancellationRequested) return;
        signal.Cancel = true;
        _stop.Cancel();
    }

    // Its default would end the process, also when a terminal is closed whose shell has let go of the proxy.
    private void OnHangup(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _reload?.Invoke();
    }
}
