using System.Globalization;
using Pingap.Compare.Setup;
using Pingap.Compare.Targets;

namespace Pingap.Compare.Backends;

/// <summary>What stands behind the proxies: nginx for bodies that are always the same, and <see cref="WorkServer"/> in a process of its own for what nginx cannot answer.</summary>
internal sealed class BackendPair : IAsyncDisposable
{
    private readonly OwnedProcess _bodies;
    private readonly OwnedProcess _work;

    private BackendPair(BackendPorts ports, OwnedProcess bodies, OwnedProcess work)
    {
        Ports = ports;
        _bodies = bodies;
        _work = work;
    }

    /// <summary>Where they listen.</summary>
    public BackendPorts Ports { get; }

    /// <summary>Starts them.</summary>
    public static async Task<BackendPair> StartAsync(Workplace workplace, int openFiles, CancellationToken cancellation)
    {
        var ports = BackendPorts.Free();
        var site = new Site(workplace, new DirectoryInfo(workplace.Root), default, ports, openFiles);
        var config = site.Write("backend.conf", ("body", new string('x', Workplace.SmallBody)));
        var bodies = await OwnedProcess.StartAsync("the backend nginx", Launch.Installed("nginx", "-p", workplace.Root, "-c", config), [ports.Static], cancellation);
        try
        {
            string[] arguments = [WorkServer.Verb, ports.Work.ToString(CultureInfo.InvariantCulture), ports.Grpc.ToString(CultureInfo.InvariantCulture)];
            var work = await OwnedProcess.StartAsync("the backend", Launch.Managed(typeof(BackendPair).Assembly.Location, arguments), [ports.Work, ports.Grpc], cancellation);
            return new BackendPair(ports, bodies, work);
        }
        catch
        {
            await bodies.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets only that go on that a scenario needs.</summary>
    /// <param name="needsWork">Whether it needs uploads, WebSocket or gRPC, and no bodies; else the other way round.</param>
    public void Focus(bool needsWork)
    {
        if (needsWork)
        {
            _work.Thaw();
            _bodies.Freeze();
        }
        else
        {
            _bodies.Thaw();
            _work.Freeze();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _work.DisposeAsync();
        await _bodies.DisposeAsync();
    }
}
