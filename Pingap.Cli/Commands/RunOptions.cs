using System.CommandLine;
using System.CommandLine.Parsing;
using Pingap.Actors.Configuration;
using Pingap.Cli.Output;
using Pingap.Cli.Sources;

namespace Pingap.Cli.Commands;

/// <summary>The options of <c>pingap run</c>, and which of them go together.</summary>
internal sealed class RunOptions
{
    private static readonly string[] LevelNames = ["trace", "debug", "info", "warn", "error"];

    /// <summary>A configuration to run.</summary>
    public Option<string> Config { get; } = ConfigOption.Create();

    /// <summary>Begin with the last good configuration when this one has errors.</summary>
    public Option<bool> LastGood { get; } = new("--last-good")
    {
        Description = "With --config: when it has errors at the start, begins with what was good last, loudly, instead of refusing to start.",
    };

    /// <summary>Run the embedded demonstration.</summary>
    public Option<bool> Demo { get; } = new("--demo")
    {
        Description = "Needs nothing: two embedded backends and the proxy in front of them, on 127.0.0.1:8080 unless --addr says otherwise.",
    };

    /// <summary>Backends to proxy to without a configuration.</summary>
    public Option<IReadOnlyList<BackendAddress>> Upstream { get; } = List<BackendAddress>(
        "--upstream", "HOST:PORT[,…]", "Proxies to these backends without a file, taking turns.", OptionValues.TryParseBackend);

    /// <summary>Where to listen without a configuration.</summary>
    public Option<IReadOnlyList<ListenAddress>> Addr { get; } = List<ListenAddress>(
        "--addr", "IP:PORT[,…]", "Where to listen, with --upstream (0.0.0.0:80) or --demo (127.0.0.1:8080).", OptionValues.TryParseListen);

    /// <summary>Hosts to serve without a configuration.</summary>
    public Option<IReadOnlyList<string>> Domain { get; } = List<string>(
        "--domain", "NAME[,…]", "Serves these hosts only, with --upstream; *.NAME stands for every name below NAME.", OptionValues.TryParseDomain);

    /// <summary>Where history and control channel are.</summary>
    public Option<string> StateDir { get; } = StateDirOption.Create();

    /// <summary>Log lines as JSON.</summary>
    public Option<bool> LogJson { get; } = new("--log-json") { Description = "Log lines are JSON, one event a line." };

    /// <summary>The least severe level logged.</summary>
    public Option<LogSeverity?> LogLevel { get; } = new("--log-level")
    {
        HelpName = string.Join('|', LevelNames),
        Description = "The least severe log lines to show; wins over log_level of the configuration (info).",
        CustomParser = ParseLevel,
    };

    /// <summary>Adds them all to a command, with the rules of how they go together.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Config, LastGood, Demo, Upstream, Addr, Domain, StateDir, LogJson, LogLevel }) command.Add(option);
        command.Validators.Add(Validate);
    }

    /// <summary>What they say about the log.</summary>
    public LogOptions Log(ParseResult parse) => new(parse.GetValue(LogJson), parse.GetValue(LogLevel));

    private void Validate(CommandResult run)
    {
        var sources = Count(run, Config) + (IsDemo(run) ? 1 : 0) + Count(run, Upstream);
        if (sources != 1)
        {
            run.AddError(sources == 0
                ? "Say what to run: one of --config, --demo, --upstream."
                : "Only one of --config, --demo, --upstream at a time.");
            return;
        }

        if (Count(run, Config) > 0 && Count(run, Addr) > 0)
            run.AddError("--addr goes with --demo or --upstream; a configuration says itself where its servers listen.");
        if (Count(run, Config) == 0 && Count(run, LastGood) > 0)
            run.AddError("--last-good goes with --config.");
        if (Count(run, Upstream) == 0 && Count(run, Domain) > 0)
            run.AddError("--domain goes with --upstream.");
    }

    private bool IsDemo(CommandResult run) => run.GetResult(Demo) is { Implicit: false } demo && demo.GetValueOrDefault<bool>();

    private static int Count(CommandResult run, Option option) => run.GetResult(option) is { Implicit: false } ? 1 : 0;

    private delegate bool TryParse<T>(string text, out T? value, out string? error);

    /// <summary>An option whose values stand between commas, or in several mentions of it.</summary>
    private static Option<IReadOnlyList<T>> List<T>(string name, string form, string description, TryParse<T> tryParse) => new(name)
    {
        HelpName = form,
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = result => ParseList(result, name, tryParse),
    };

    private static List<T> ParseList<T>(ArgumentResult result, string name, TryParse<T> tryParse)
    {
        var values = new List<T>();
        foreach (var text in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (!tryParse(text, out var value, out var error)) result.AddError($"{name}: {error}");
            else if (values.Contains(value!)) result.AddError($"{name}: {value} is there twice");
            else values.Add(value!);
        }

        return values;
    }

    private static LogSeverity? ParseLevel(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var at = Array.FindIndex(LevelNames, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (at >= 0) return (LogSeverity)at;
        result.AddError($"--log-level: '{text.WithoutControls()}' is not one of {string.Join(", ", LevelNames)}");
        return null;
    }
}
