using Pingap.Actors.Health;
using Pingap.Cli.Control;
using Pingap.Cli.Output;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Commands;

/// <summary>Says what an order came to, and waits for its end where that is asked for.</summary>
internal static class OrderReport
{
    // Nobody notices a fifth of a second, and a question costs the proxy next to nothing.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>Prints the upstream as it is now, or why the order was refused.</summary>
    public static ExitCode Print(ProxySession session, ControlReply<UpstreamInfo> reply, bool isJson)
    {
        if (reply is not ControlReply<UpstreamInfo>.Done done) return session.Explain(reply, isJson);
        var terminal = session.Terminal;
        terminal.Out.Write(isJson
            ? done.Json
            : new UpstreamTables(session.Clock, terminal.OutIsTerminal && terminal.AllowsColours).Render(new UpstreamsAnswer([done.Value])));
        return ExitCode.Ok;
    }

    /// <summary>Waits until nothing is under way any more where something was taken out, and says so.</summary>
    /// <param name="session">The talk.</param>
    /// <param name="reply">What the order came to.</param>
    /// <param name="upstream">The upstream.</param>
    /// <param name="backend">The backend, or <c>null</c> for the upstream as a whole.</param>
    /// <param name="isJson">Whether the user wants the proxy's last answer as it is.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns><see cref="ExitCode.ProblemsFound"/> when somebody has let it in again meanwhile.</returns>
    public static async Task<ExitCode> WaitAsync(
        ProxySession session, ControlReply<UpstreamInfo> reply, string upstream, string? backend, bool isJson, CancellationToken cancellation)
    {
        var what = backend ?? upstream;
        while (reply is ControlReply<UpstreamInfo>.Done { Value: var now })
        {
            var (drain, left) = Of(now, backend);
            if (drain is { State: DrainState.Active })
            {
                session.Terminal.Error.WriteLine($"{what} takes requests again: somebody has enabled it".WithoutControls());
                return ExitCode.ProblemsFound;
            }

            if (drain is null or { State: DrainState.Drained } || left == 0 || drain.BrokenOff > 0)
            {
                if (isJson) return Print(session, reply, isJson);
                session.Terminal.Out.WriteLine(End(what, drain).WithoutControls());
                return ExitCode.Ok;
            }

            await Task.Delay(Interval, session.Clock, cancellation);
            reply = await session.Proxy.GetAsync($"/v1/upstream?name={Uri.EscapeDataString(upstream)}", ControlJson.Wire.UpstreamInfo, cancellation);
        }

        return session.Explain(reply, isJson);
    }

    /// <summary>The drain in question, and how many requests it has left; no drain when the backend has left the configuration and is done.</summary>
    private static (DrainInfo? Drain, int Left) Of(UpstreamInfo upstream, string? backend)
    {
        if (backend is null) return (upstream.Drain, upstream.InFlight);
        var found = upstream.Backends.FirstOrDefault(each => each.Address.Equals(backend, StringComparison.OrdinalIgnoreCase));
        return (found?.Drain, found?.InFlight ?? 0);
    }

    private static string End(string what, DrainInfo? drain) => drain switch
    {
        null => $"{what} is gone",
        { BrokenOff: > 0 } => $"{what} is {Words.Of(drain.State)}; {Words.Counted(drain.BrokenOff, "request")} broken off",
        _ => $"{what} is {Words.Of(drain.State)}",
    };
}
