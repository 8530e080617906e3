using Pingap.Actors.Control.History;
using Pingap.Cli.Control;
using Pingap.Cli.Output;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Commands;

/// <summary>Says that the source says something else than what runs: its next change would take over.</summary>
internal static class SourceReport
{
    /// <summary>Prints it, if it is so. The command has done what it was asked by then, so that its exit code does not hang on it.</summary>
    /// <param name="session">The talk.</param>
    /// <param name="advice">What to do so that the version that runs stays; it is <c>null</c> when the history has forgotten it.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task PrintAsync(ProxySession session, Func<VersionInfo?, string> advice, CancellationToken cancellation)
    {
        var reply = await session.Proxy.GetAsync("/v1/config/history", ControlJson.Wire.HistoryAnswer, cancellation);
        if (reply is not ControlReply<HistoryAnswer>.Done { Value: var history })
        {
            session.Terminal.Error.WriteLine("whether the source of the configuration says the same could not be found out:");
            session.Explain(reply);
            return;
        }

        if (history.FollowsSource) return;
        var running = history.Versions.FirstOrDefault(version => version.Number == history.Running);
        var told = history.Versions.LastOrDefault(version => version.Number != history.Running && IsSources(version.Cause));
        var says = told is null ? "says something else" : $"still says version {told.Number}'s text";
        session.Terminal.Out.WriteLine($"{history.Source} {says}; {advice(running)}, or the next edit of it takes over".WithoutControls());
    }

    private static bool IsSources(ChangeCause cause) => cause is ChangeCause.Started or ChangeCause.SourceChanged or ChangeCause.Reloaded;
}
