using Microsoft.Extensions.Hosting;

namespace Pingap.Gateway.Hosting;

/// <summary>A host lifetime that hears no signal and prints nothing.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
