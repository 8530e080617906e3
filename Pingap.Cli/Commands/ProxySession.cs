using Pingap.Actors.Configuration;
using Pingap.Actors.Control;
using Pingap.Cli.Control;
using Pingap.Cli.Output;

namespace Pingap.Cli.Commands;

/// <summary>A command's talk with a running proxy.</summary>
/// <param name="services">What commands stand on.</param>
/// <param name="proxy">The proxy.</param>
/// <param name="options">The options that say which proxy it is, with a blank before each; empty when none is needed.</param>
internal sealed class ProxySession(CliServices services, ControlClient proxy, string options)
{
    /// <summary>The proxy.</summary>
    public ControlClient Proxy => proxy;

    /// <summary>Where the command prints.</summary>
    public Terminal Terminal => services.Terminal;

    /// <summary>The time.</summary>
    public TimeProvider Clock => services.Clock;

    /// <summary>A command for the same proxy, to be proposed.</summary>
    public string CommandLine(string command) => $"pingap {command}{options}";

    /// <summary>Says why there is no answer.</summary>
    /// <param name="reply">A reply other than <see cref="ControlReply{T}.Done"/>.</param>
    /// <param name="isJson">Whether the user wants JSON.</param>
    /// <param name="config">The configuration that was sent, if one was.</param>
    public ExitCode Explain<T>(ControlReply<T> reply, bool isJson = false, NewConfig? config = null)
    {
        switch (reply)
        {
            case ControlReply<T>.Refused refused:
                if (isJson && refused.Json.Length > 0) Terminal.Out.Write(refused.Json);
                else Explain(refused.Error.Message, refused.Error.Problems, config);
                return refused.Error.Reason is ApplyRefusal.CannotListen ? ExitCode.CannotListen : ExitCode.ProblemsFound;
            case ControlReply<T>.Late late:
                if (isJson && late.Json.Length > 0) Terminal.Out.Write(late.Json);
                else Explain(late.Error.Message, late.Error.Problems, config);
                return ExitCode.Unknown;
            case ControlReply<T>.Unreachable unreachable:
                Terminal.Error.WriteLine(unreachable.Reason.WithoutControls());
                return ExitCode.NotRunning;
            default:
                throw new ArgumentOutOfRangeException(nameof(reply), reply, "there is nothing to explain");
        }
    }

    private void Explain(string message, IReadOnlyList<ConfigProblem> problems, NewConfig? config)
    {
        ProblemPrinter.ToError(Terminal).Print(config is null ? problems : problems.Select(config.InUsersWords), config?.Named ?? []);
        Terminal.Error.WriteLine(message.WithoutControls());
    }
}
