using Pingap.Actors.Configuration.Reading;
using Pingap.Actors.Control;
using Pingap.Actors.Control.History;
using Pingap.Actors.Control.Sources;
using Pingap.Actors.Control.Sources.Etcd;
using Pingap.Cli.Output;
using Pingap.Cli.Sources;
using Pingap.Cli.State;
using Pingap.Gateway.Hosting;
using Serilog;

namespace Pingap.Cli.Commands;

/// <summary>Joins the commands to the configuration and the proxy; the only place that does.</summary>
internal static class Composition
{
    /// <summary>The services of the real program.</summary>
    public static CliServices Services(Terminal terminal) => new(
        terminal,
        LoadAsync,
        RunAsync,
        option => StateRoot.Of(
            option,
            Environment.GetEnvironmentVariable,
            Environment.IsPrivilegedProcess,
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify)),
        TimeProvider.System);

    private static async Task<LoadedConfig> LoadAsync(ConfigOrigin origin, CancellationToken cancellation)
    {
        var files = origin switch
        {
            ConfigOrigin.Files from => await ConfigFiles.ReadAsync(from.Path, cancellation),
            ConfigOrigin.Etcd from => await ReadAsync(from.Address, cancellation),
            ConfigOrigin.Options made => new ConfigFilesReading([made.Document], [], IsReachable: true),
            _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "not an origin"),
        };
        var reading = ConfigReader.Read(files.Documents, ConfigEnvironment.System);
        return new LoadedConfig(
            files.Documents,
            files.Problems.Count == 0 ? reading : reading with { Config = null, Problems = files.Problems },
            files.IsReachable);
    }

    private static async Task<ConfigFilesReading> ReadAsync(EtcdAddress address, CancellationToken cancellation)
    {
        using var source = new EtcdConfigSource(address);
        var reading = await source.ReadAsync(cancellation);
        return new ConfigFilesReading(reading.Documents, reading.Problems, reading.IsReachable);
    }

    private static async Task<RunOutcome> RunAsync(RunPlan plan, CancellationToken stop)
    {
        IConfigSource source = plan.Origin switch
        {
            ConfigOrigin.Files from => new FileConfigSource(from.Path),
            ConfigOrigin.Etcd from => new EtcdConfigSource(from.Address),
            ConfigOrigin.Options made => new FixedConfigSource(made.Document),
            _ => throw new ArgumentOutOfRangeException(nameof(plan), plan.Origin, "not an origin"),
        };
        using var connections = source as IDisposable;
        using var state = ProxyState.Open(plan.StateDir, plan.Origin, plan.IsValid);
        foreach (var warning in state.Warnings) plan.Logging.Logger.Warning("{Warning:l}", warning);
        using var onDisk = state.HistoryFile is { } file ? new SqliteConfigHistory(file) : null;
        var run = new ProxyRun(
            source,
            (IConfigHistory?)onDisk ?? new MemoryConfigHistory(),
            plan.StartFrom,
            logging => logging.AddSerilog(plan.Logging.Logger),
            plan.Logging.Apply,
            (listening, reload) =>
            {
                plan.Reloadable(reload);
                plan.Started(listening);
            })
        {
            ControlSocket = state.ControlSocket,
            FirstTransport = plan.FirstTransport,
            SourceName = plan.Origin.Identity ?? plan.Origin.Name,
        };
        var exit = await ProxyHost.RunAsync(run, stop);
        return exit.Refusal switch
        {
            null => new RunOutcome(ExitCode.Ok, []),
            ApplyRefusal.CannotListen => new RunOutcome(ExitCode.CannotListen, exit.Problems),
            _ => new RunOutcome(ExitCode.ProblemsFound, exit.Problems),
        };
    }
}
