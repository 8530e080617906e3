using System.CommandLine;
using System.Net;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control;
using Pingap.Cli.Demo;
using Pingap.Cli.Output;
using Pingap.Cli.Sources;
using Pingap.Gateway.Transport;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap run</c>: proxies until it is told to stop.</summary>
internal sealed class RunCommand
{
    private static readonly ListenAddress EveryAddress = new(new IPEndPoint(IPAddress.Any, 80));

    private readonly CliServices _services;
    private readonly RunOptions _options = new();

    private RunCommand(CliServices services) => _services = services;

    /// <summary>The command.</summary>
    public static Command Create(CliServices services)
    {
        var run = new RunCommand(services);
        var command = new Command("run", "Proxies until it is told to stop by SIGTERM or Ctrl+C; open requests finish first. SIGHUP reads the configuration again.");
        run._options.AddTo(command);
        command.SetAction(async (parse, cancellation) => (int)await run.RunAsync(parse, cancellation));
        return command;
    }

    private async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        using var signals = new ProcessSignals(cancellation);
        if (parse.GetValue(_options.Config) is { } value)
            return await RunAsync(parse, ConfigOption.Origin(value), _ => { }, signals, hasSockets: false);

        var listen = parse.GetValue(_options.Addr);
        if (parse.GetValue(_options.Upstream) is { Count: > 0 } backends)
        {
            var document = UpstreamSource.Document(backends, listen is { Count: > 0 } ? listen : [EveryAddress], parse.GetValue(_options.Domain) ?? []);
            return await RunAsync(parse, new ConfigOrigin.Options(document), _ => { }, signals, hasSockets: false);
        }

        await using var demo = await DemoBackends.StartAsync();
        var guide = new DemoGuide(parse.GetValue(_options.LogJson) ? _services.Terminal.Error : _services.Terminal.Out);
        return await RunAsync(
            parse,
            new ConfigOrigin.Options(DemoConfig.Document(demo.Addresses, listen is { Count: > 0 } ? listen : [DemoConfig.Listen])),
            listening => guide.Print((IPEndPoint)listening[0], demo.All),
            signals,
            hasSockets: true);
    }

    private async Task<ExitCode> RunAsync(
        ParseResult parse, ConfigOrigin origin, Action<IReadOnlyList<EndPoint>> started, ProcessSignals signals, bool hasSockets)
    {
        var terminal = _services.Terminal;
        var problems = ProblemPrinter.ToError(terminal);

        // Read once before anything starts: the log wants [basic], and a broken file wants its lines shown. Where what was good last may
        // stand in, the proxy decides.
        var startFrom = parse.GetValue(_options.LastGood) ? StartFrom.LastGood : StartFrom.Source;
        var loaded = await _services.Load(origin, signals.Token);
        if (loaded is { Reading.Config: null, IsReachable: true } && startFrom is StartFrom.Source)
        {
            problems.Print(loaded.Reading.Problems.Select(origin.InUsersWords), loaded.Documents);
            return ExitCode.ProblemsFound;
        }

        using var logging = new Logging(_options.Log(parse), terminal.Out, terminal.OutIsTerminal && terminal.AllowsColours);
        if (loaded.Reading.Config is { } config) logging.Apply(config.Basic);
        var stateDir = _services.StateDir(parse.GetValue(_options.StateDir));
        var outcome = await _services.Run(
            new RunPlan(origin, logging, stateDir, loaded.Reading.Config is not null, startFrom, started, signals.ReloadBy)
            {
                // What comes from etcd has come over a socket.
                FirstTransport = hasSockets || origin is ConfigOrigin.Etcd ? null : loaded.Reading.Config?.Basic.Transport ?? ClientTransports.OfEnvironment(out _),
            },
            signals.Token);
        problems.Print(outcome.Problems.Select(origin.InUsersWords), loaded.Documents);
        return outcome.Exit;
    }
}
