using System.CommandLine;
using Pingap.Cli.Control;
using Pingap.Cli.Output;

namespace Pingap.Cli.Commands;

/// <summary>Which running proxy a command is for: the options <c>--control</c> and <c>--state-dir</c>.</summary>
internal sealed class ControlOptions
{
    private readonly Option<string> _control = new("--control")
    {
        HelpName = "SOCKET",
        Description = "The control channel of the proxy; without it, that of the only one that runs with the state directory.",
    };

    private readonly Option<string> _stateDir = StateDirOption.Create();

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_control);
        command.Add(_stateDir);
    }

    /// <summary>Does something with the proxy that the options mean; says so when there is none, or more than one.</summary>
    public async Task<int> WithProxyAsync(
        ParseResult parse, CliServices services, Func<ProxySession, CancellationToken, Task<ExitCode>> act, CancellationToken cancellation)
    {
        var (socket, exit) = parse.GetValue(_control) is { } said
            ? (Path.GetFullPath(said), ExitCode.Ok)
            : await FindAsync(services.StateDir(parse.GetValue(_stateDir)), services.Terminal.Error, cancellation);
        if (socket is null) return (int)exit;
        using var client = new ControlClient(socket);
        return (int)await act(new ProxySession(services, client, Repeated(parse)), cancellation);
    }

    private static async Task<(string? Socket, ExitCode Exit)> FindAsync(string root, TextWriter error, CancellationToken cancellation)
    {
        IReadOnlyList<FoundProxy> found;
        try
        {
            found = await ProxyFinder.FindAsync(root, cancellation);
        }
        catch (UnauthorizedAccessException)
        {
            error.WriteLine($"{root} must not be looked into: only the user that runs the proxy, and root, may steer it".WithoutControls());
            return (null, ExitCode.NotRunning);
        }

        switch (found)
        {
            case []:
                error.WriteLine($"no proxy runs with the state directory {root}; name another with --state-dir, or a control channel with --control".WithoutControls());
                return (null, ExitCode.NotRunning);
            case [{ Info: null } silent]:
                error.WriteLine($"a proxy runs, but does not answer; to wait for it longer, say: --control {silent.Socket}".WithoutControls());
                return (null, ExitCode.NotRunning);
            case [var only]:
                return (only.Socket, ExitCode.Ok);
            default:
                error.WriteLine("several proxies run; say which one:");
                foreach (var (socket, info) in found)
                    error.WriteLine($"  {(info is null ? "one that does not answer" : $"{info.Source} (pid {info.Pid})")}: --control {socket}".WithoutControls());
                return (null, ExitCode.WrongUsage);
        }
    }

    /// <summary>The options as the user gave them, for a command that is proposed.</summary>
    private string Repeated(ParseResult parse) =>
        (parse.GetValue(_control) is { } socket ? $" --control {socket}" : "") + (parse.GetValue(_stateDir) is { } root ? $" --state-dir {root}" : "");
}
