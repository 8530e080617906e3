using Pingap.Actors.Configuration.Comparing;
using Pingap.Actors.Control.History;
using Pingap.Actors.Control.Planning;

namespace Pingap.Actors.Control;

/// <summary>Answers what changes nothing.</summary>
internal sealed class ConfigQueries(string source, IConfigHistory history, ConfigJudge judge)
{
    /// <summary>The answer to a plan, a comparison, or a question for the versions.</summary>
    public async Task<object> AnswerAsync(object query, InForce now, CancellationToken cancellation) => query switch
    {
        // Also so that a defect fails the answer and not the actor.
        ConfigProtocol.MakePlan plan => await BesideTraffic.RunAsync(() => Plan(plan, now)).ConfigureAwait(false),
        ConfigProtocol.CompareVersions compare => await CompareAsync(compare, cancellation).ConfigureAwait(false),
        ConfigProtocol.ListVersions => await ListAsync(now, cancellation).ConfigureAwait(false),
        _ => throw new ArgumentOutOfRangeException(nameof(query), query, "not a query"),
    };

    private object Plan(ConfigProtocol.MakePlan plan, InForce now)
    {
        var reading = judge.Read(plan.Documents);
        return reading.Config is null
            ? new ConfigProtocol.Rejected(ApplyRefusal.Invalid, reading.Problems)
            : new ConfigProtocol.Planned(Planner.Plan(now.Version.Number, now.Reading.Config!, now.Version.Documents, reading, plan.Documents));
    }

    private async Task<object> CompareAsync(ConfigProtocol.CompareVersions compare, CancellationToken cancellation)
    {
        if (await history.FindAsync(compare.Before, cancellation).ConfigureAwait(false) is not { } before) return Unknown(compare.Before);
        if (await history.FindAsync(compare.After, cancellation).ConfigureAwait(false) is not { } after) return Unknown(compare.After);
        return new ConfigProtocol.Compared(WrittenDiff.Between(before.Documents, after.Documents));
    }

    private async Task<object> ListAsync(InForce now, CancellationToken cancellation)
    {
        var versions = await history.ListAsync(cancellation).ConfigureAwait(false);
        return new ConfigProtocol.Versions(versions, now.Version.Number, source, now.FollowsSource, now.Awaited);
    }

    private static ConfigProtocol.Rejected Unknown(long version)
    {
        var refused = Proposals.Unknown(version);
        return new ConfigProtocol.Rejected(refused.Reason, refused.Problems);
    }
}
