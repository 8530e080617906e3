using System.Collections.Frozen;
using System.Net;
using Pingap.Actors.Configuration;
using Pingap.Cli.Commands;
using Pingap.Cli.Output;
using Pingap.Cli.Sources;

namespace Pingap.Cli.Tests.Commands;

/// <summary>The command line in this process, with writers for a terminal and without a proxy behind it.</summary>
internal sealed class CommandLine
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    /// <summary>A valid configuration of nothing.</summary>
    public static ProxyConfig EmptyConfig { get; } = new(
        BasicConfig.Default,
        FrozenDictionary<ServerName, ServerConfig>.Empty,
        FrozenDictionary<LocationName, LocationConfig>.Empty,
        FrozenDictionary<UpstreamName, UpstreamConfig>.Empty,
        FrozenDictionary<CertificateName, CertificateConfig>.Empty);

    /// <summary>What reading any configuration comes to.</summary>
    public LoadedConfig Loaded { get; set; } = new([], new ConfigReading(EmptyConfig, [], new Dictionary<string, SourcePlace>()));

    /// <summary>What the proxy does when it is run.</summary>
    public Func<RunPlan, CancellationToken, Task<RunOutcome>> Proxy { get; set; } = (_, _) => Task.FromResult(new RunOutcome(ExitCode.Ok, []));

    /// <summary>The state directory unless <c>--state-dir</c> names another.</summary>
    public string StateDir { get; set; } = Path.Combine(Path.GetTempPath(), "pingap-none");

    /// <summary>The time.</summary>
    public TimeProvider Clock { get; } = new StoppedClock(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Whether somebody sits at a terminal, without colours.</summary>
    public bool IsTerminal { get; set; }

    /// <summary>What was read, in order.</summary>
    public List<ConfigOrigin> Read { get; } = [];

    /// <summary>What was run, in order.</summary>
    public List<RunPlan> Ran { get; } = [];

    /// <summary>Standard output so far.</summary>
    public string Out => _out.ToString();

    /// <summary>Standard error so far.</summary>
    public string Error => _error.ToString();

    /// <summary>The text that the options were turned into.</summary>
    public string OptionsText => Assert.IsType<ConfigOrigin.Options>(Assert.Single(Ran).Origin).Document.Text;

    /// <summary>Does what the arguments ask, split at blanks.</summary>
    public Task<int> RunAsync(string arguments) => RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Does what the arguments ask.</summary>
    public Task<int> RunAsync(params string[] arguments) => PingapCommand.RunAsync(
        arguments,
        new CliServices(
            new Terminal(_out, _error, IsTerminal, IsTerminal, AllowsColours: false),
            (origin, _) =>
            {
                Read.Add(origin);
                return Task.FromResult(Loaded);
            },
            (plan, stop) =>
            {
                Ran.Add(plan);
                return Proxy(plan, stop);
            },
            option => option ?? StateDir,
            Clock),
        CancellationToken.None);

    /// <summary>Lets reading come to these problems; with an error among them there is no configuration.</summary>
    public void LoadsWith(ConfigDocument document, params ConfigProblem[] problems)
    {
        var isBroken = problems.Any(problem => problem.Severity is ProblemSeverity.Error);
        Loaded = new LoadedConfig(
            [document], new ConfigReading(isBroken ? null : EmptyConfig, problems.ToValueList(), new Dictionary<string, SourcePlace>()));
    }

    /// <summary>An address of this machine.</summary>
    public static IPEndPoint Loopback(int port) => new(IPAddress.Loopback, port);
}
