using System.Globalization;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control.History;
using Pingap.Actors.Control.Sources;

namespace Pingap.Actors.Control;

/// <summary>
/// Finds out what is to be applied. A source is followed when it says something new; what was handed over by hand, or brought back from the history, stays until then, also
/// when the proxy is started again.
/// </summary>
internal sealed class Proposals(IConfigSource source, IConfigHistory history, ConfigJudge judge, StartFrom startFrom)
{
    /// <summary>What somebody asks for.</summary>
    /// <param name="change">A reload, an apply or a rollback.</param>
    /// <param name="now">What runs; <c>null</c> when the proxy is being started.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public Task<Proposal> AnswerAsync(ConfigProtocol.IChange change, InForce? now, CancellationToken cancellation) => (change, now) switch
    {
        (ConfigProtocol.Reload, null) => StartAsync(cancellation),
        (_, null) => Task.FromResult<Proposal>(NotYet),
        (ConfigProtocol.Rollback rollback, _) => RollbackAsync(now, rollback, cancellation),
        (_, { Awaited: { } awaited }) => Task.FromResult<Proposal>(Refuse(awaited)),
        (ConfigProtocol.Reload reload, _) => FollowAsync(now, new(ChangeCause.Reloaded, source.Name, reload.By), cancellation),
        (ConfigProtocol.Apply apply, _) => ApplyAsync(now, apply, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "not a change"),
    };

    /// <summary>What a proxy begins with.</summary>
    private async Task<Proposal> StartAsync(CancellationToken cancellation)
    {
        var standing = await history.StandingAsync(cancellation).ConfigureAwait(false);
        var good = standing is null ? null : await history.FindAsync(standing.Trusted, cancellation).ConfigureAwait(false);
        var versions = await history.ListAsync(cancellation).ConfigureAwait(false);
        var last = versions.Count > 0 ? versions[^1].Number : 0;
        var said = await source.ReadAsync(cancellation).ConfigureAwait(false);
        if (standing is null || good is null)
        {
            return said.IsReachable
                ? FromSource(said, new(ChangeCause.Started, source.Name, "")) with { LastNumber = last }
                : new Proposal.Declined(ApplyRefusal.Unreachable, said.Problems);
        }

        var notices = new List<string>();
        if (standing.AwaitsConfirmation) notices.Add($"version {standing.Running} was never confirmed; version {standing.Trusted} is in force again");
        if (!said.IsReachable)
        {
            notices.Add($"{source.Name} cannot be reached, so the last good configuration is used, {Shown(good)}: {Listed(said.Problems)}");
            return Known(standing.SourceSeen);
        }

        var seen = Fingerprint.Of(said.Documents);
        if (said.Problems.Count == 0 && seen == Fingerprint.Of(good.Documents)) return Known(seen);
        if (said.Problems.Count == 0 && seen == standing.SourceSeen)
        {
            notices.Add($"{source.Name} says nothing new since {Shown(good)} took its place; edit it, or reload, to go by it again");
            return Known(seen);
        }

        var draft = FromSource(said, new(ChangeCause.Started, source.Name, "")) with { LastNumber = last, Notices = notices.ToValueList() };
        if (draft.Reading.Config is not null || startFrom is not StartFrom.LastGood) return draft;
        notices.Add($"{source.Name} has errors, so the last good configuration is used, {Shown(good)}: {Listed(draft.Reading.Problems)}");
        return Known(seen);

        Proposal.Judged Known(string seenNow) => new(good.Documents, judge.Read(good.Documents), good.Origin, seenNow)
        {
            Known = good,
            LastNumber = last,
            Notices = notices.ToValueList(),
        };
    }

    /// <summary>What a running proxy goes on with, as far as its source is concerned.</summary>
    /// <param name="now">What runs.</param>
    /// <param name="origin">Why the source is read; asked for by name, it is followed even when it says nothing new.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<Proposal> FollowAsync(InForce now, VersionOrigin origin, CancellationToken cancellation)
    {
        var said = await source.ReadAsync(cancellation).ConfigureAwait(false);
        if (!said.IsReachable) return new Proposal.SourceLost(said.Problems);
        if (origin.Cause is ChangeCause.Reloaded || said.Problems.Count > 0 || Fingerprint.Of(said.Documents) != now.SourceSeen) return FromSource(said, origin);

        // No news; but the files that the running texts name may have changed: a certificate that was renewed.
        return new Proposal.Judged(now.Version.Documents, judge.Read(now.Version.Documents), origin with { From = now.Version.Origin.From }, now.SourceSeen);
    }

    /// <summary>What somebody hands over.</summary>
    private async Task<Proposal> ApplyAsync(InForce now, ConfigProtocol.Apply apply, CancellationToken cancellation) =>
        new Proposal.Judged(apply.Documents, judge.Read(apply.Documents), new(ChangeCause.HandedOver, apply.From, apply.By), await SeenAsync(now, cancellation).ConfigureAwait(false))
        {
            ConfirmWithin = apply.ConfirmWithin,
        };

    /// <summary>An earlier version.</summary>
    private async Task<Proposal> RollbackAsync(InForce now, ConfigProtocol.Rollback rollback, CancellationToken cancellation)
    {
        if (await history.FindAsync(rollback.Version, cancellation).ConfigureAwait(false) is not { } version) return Unknown(rollback.Version);
        var origin = new VersionOrigin(ChangeCause.RolledBack, Named(version), rollback.By);
        return new Proposal.Judged(version.Documents, judge.Read(version.Documents), origin, await SeenAsync(now, cancellation).ConfigureAwait(false))
        {
            ConfirmWithin = rollback.ConfirmWithin,
        };
    }

    /// <summary>What was in force before a version that nobody confirmed.</summary>
    public static Proposal Revert(InForce now, InForce.Probation probation) => new Proposal.Judged(
        probation.Otherwise.Version.Documents, probation.Otherwise.Reading, new(ChangeCause.NotConfirmed, Named(probation.Otherwise.Version), ""), now.SourceSeen);

    private static Proposal.Declined NotYet => new Proposal.Declined(ApplyRefusal.Unreachable, [Problem("the proxy is still starting; try again")]);

    /// <summary>The refusal of a change while another awaits confirmation.</summary>
    private static Proposal.Declined Refuse(AwaitedConfirmation awaited) => new Proposal.Declined(
        ApplyRefusal.AwaitsConfirmation,
        [Problem($"version {awaited.Version} awaits confirmation until {awaited.Until:u}; confirm it, or go back with pingap rollback {awaited.Otherwise}, then try again")]);

    /// <summary>The refusal of a number that no version has.</summary>
    public static Proposal.Declined Unknown(long version) => new(
        ApplyRefusal.UnknownVersion, [Problem($"there is no version {version} in the history; see pingap history")]);

    private Proposal.Judged FromSource(SourceReading said, VersionOrigin origin)
    {
        var reading = judge.Read(said.Documents);
        // Without all of its texts a configuration only seems to lack what stands in the others.
        if (said.Problems.Count > 0) reading = reading with { Config = null, Problems = said.Problems };
        return new Proposal.Judged(said.Documents, reading, origin, Fingerprint.Of(said.Documents));
    }

    // Whoever hands over a configuration has decided against what the source says at that moment, not against what it says later.
    private async Task<string> SeenAsync(InForce now, CancellationToken cancellation)
    {
        var said = await source.ReadAsync(cancellation).ConfigureAwait(false);
        return said is { IsReachable: true, Problems.Count: 0 } ? Fingerprint.Of(said.Documents) : now.SourceSeen;
    }

    private static ConfigProblem Problem(string message) => new(ProblemSeverity.Error, null, "", message);

    private static string Named(ConfigVersion version) => string.Create(CultureInfo.InvariantCulture, $"version {version.Number}");

    private static string Shown(ConfigVersion version) => string.Create(
        CultureInfo.InvariantCulture, $"version {version.Number} of {version.At:yyyy-MM-dd HH:mm:ss}Z from {version.Origin.From}");

    private static string Listed(ValueList<ConfigProblem> problems) => string.Join("; ", problems.Where(problem => problem.Severity is ProblemSeverity.Error).Select(problem => problem.ToLogLine()));
}
