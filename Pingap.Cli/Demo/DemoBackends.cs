using Pingap.Actors.Configuration;

namespace Pingap.Cli.Demo;

/// <summary>The backends of the demonstration, started and stopped together.</summary>
internal sealed class DemoBackends : IAsyncDisposable
{
    private DemoBackends(IReadOnlyList<DemoBackend> all) => All = all;

    /// <summary>backend-1 and backend-2.</summary>
    public IReadOnlyList<DemoBackend> All { get; }

    /// <summary>Where they listen, in the same order.</summary>
    public IReadOnlyList<BackendAddress> Addresses =>
        [.. All.Select(backend => new BackendAddress(backend.Address.Address.ToString(), backend.Address.Port))];

    /// <summary>Starts them.</summary>
    public static async Task<DemoBackends> StartAsync() =>
        new([await DemoBackend.StartAsync("backend-1"), await DemoBackend.StartAsync("backend-2")]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var backend in All) await backend.DisposeAsync();
    }
}
