using Pingap.Testing.Processes;

namespace Pingap.Testing.EndToEnd;

/// <summary>A backend in a process of its own, that can be killed and started again on the same port: a pingap in front of an <see cref="ExampleBackend"/>.</summary>
public sealed class KillableBackend : IAsyncDisposable
{
    private PingapProcess? _process;

    private KillableBackend(ExampleBackend origin) => Origin = origin;

    /// <summary>Who answers behind it.</summary>
    public ExampleBackend Origin { get; }

    /// <summary>Where it listens whenever it runs, as <c>127.0.0.1:21234</c>.</summary>
    public string Address { get; } = $"127.0.0.1:{FreePort.Next()}";

    /// <summary>Starts one that answers with a name.</summary>
    public static async Task<KillableBackend> StartAsync(string name)
    {
        var backend = new KillableBackend(await ExampleBackend.StartAsync(name));
        await backend.StartAsync();
        return backend;
    }

    /// <summary>Starts it, at first and when it was killed; returns when it listens.</summary>
    public async Task StartAsync()
    {
        _process = PingapProcess.Start("run", "--upstream", Origin.Address, "--addr", Address);
        await _process.WaitForListeningAsync();
    }

    /// <summary>Kills it with SIGKILL; returns when it is gone, with its sockets.</summary>
    public async Task KillAsync()
    {
        _process!.Send(ProcessSignal.Kill);
        await _process.WaitForExitAsync();
        await _process.DisposeAsync();
        _process = null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        await Origin.DisposeAsync();
    }
}
