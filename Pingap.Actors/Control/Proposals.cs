using System.Globalization;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control.History;
using Pingap.Actors.Control.Sources;

namespace Pingap.Actors.Control;

/// <summary>
/// Finds out what is to be applied. A source is followed when it says something new; what was handed over by hand, or brought back from the history, stays until then, also
/// when the proxy is started again.
/// </summary>
internal sealed class Proposals(IConfigSource source, LastingHistory history, ConfigJudge judge, StartFrom startFrom)
{
    /// <summary>
    /// How long a source may take, with all the members of a cluster it has to try. A proxy whose source hangs must still hear whoever wants to go back.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

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

    /// <summary>What a running proxy goes on with, as far as its source is concerned.</summary>
    /// <param name="now">What runs.</param>
    /// <param name="origin">Why the source is read; asked for by name, it is followed even when it says nothing new.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<Proposal> FollowAsync(InForce now, VersionOrigin origin, CancellationToken cancellation)
    {
        await history.RetryAsync(cancellation).ConfigureAwait(false);
        var said = await ReadAsync(cancellation).ConfigureAwait(false);
        if (!said.IsReachable) return new Proposal.SourceLost(said.Problems);
        var seen = Fingerprint.Of(said.Documents);
        if (origin.Cause is ChangeCause.Reloaded || said.Problems.Count > 0 || (seen != now.SourceSeen && seen != now.Distrusted)) return await FromSourceAsync(said, origin).ConfigureAwait(false);

        // No news; but the files that the running texts name may have changed: a certificate that was renewed.
        return new Proposal.Judged(now.Version.Documents, await judge.ReadAsync(now.Version.Documents).ConfigureAwait(false), origin with { From = now.Version.Origin.From }, now.SourceSeen)
        {
            FollowsSource = now.FollowsSource,
            Distrusted = now.Distrusted,
            Notices = seen == now.Distrusted && seen != now.SourceSeen ? [DistrustedIn(source.Name)] : [],
        };
    }

    /// <summary>What was in force before a version that nobody confirmed.</summary>
    public static Proposal Revert(InForce now, InForce.Probation probation)
    {
        var before = probation.Otherwise;
        return new Proposal.Judged(before.Version.Documents, before.Reading, new(ChangeCause.NotConfirmed, Named(before.Version), ""), now.SourceSeen)
        {
            FollowsSource = before.FollowsSource && before.SourceSeen == now.SourceSeen,
            Distrusted = Fingerprint.Of(now.Version.Documents),
        };
    }

    /// <summary>What a proxy begins with.</summary>
    private async Task<Proposal> StartAsync(CancellationToken cancellation)
    {
        var standing = await history.StandingAsync(cancellation).ConfigureAwait(false);
        var good = standing is null ? null : await history.FindAsync(standing.Trusted, cancellation).ConfigureAwait(false);
        var versions = await history.ListAsync(cancellation).ConfigureAwait(false);
        var last = versions.Count > 0 ? versions[^1].Number : 0;
        var said = await ReadAsync(cancellation).ConfigureAwait(false);
        if (standing is null || good is null)
        {
            if (!said.IsReachable) return new Proposal.Declined(ApplyRefusal.Unreachable, said.Problems);
            var first = (await FromSourceAsync(said, new(ChangeCause.Started, source.Name, "")).ConfigureAwait(false)) with { LastNumber = last };
            return standing is null ? first : first with { Notices = [$"version {standing.Trusted} should be in force, but the history does not have it; {source.Name} is followed"] };
        }

        var distrusted = standing.AwaitsConfirmation
            ? Fingerprint.Of((await history.FindAsync(standing.Running, cancellation).ConfigureAwait(false))?.Documents ?? [])
            : standing.Distrusted;
        var seen = Fingerprint.Of(said.Documents);
        var running = await judge.ReadAsync(good.Documents).ConfigureAwait(false);
        if (!said.IsReachable)
            return Known(standing.SourceSeen, $"{source.Name} cannot be reached, so the last good configuration is used, {Shown(good)}: {Listed(said.Problems)}");
        if (said.Problems.Count == 0 && (seen == standing.SourceSeen || seen == Fingerprint.Of(good.Documents)))
        {
            var isFollowed = standing.FollowsSource || seen != standing.SourceSeen;
            return Known(seen, isFollowed ? null : $"{source.Name} says nothing new since {Shown(good)} took its place; edit it, or reload, to go by it again") with { FollowsSource = isFollowed };
        }

        if (said.Problems.Count == 0 && seen == distrusted) return Known(standing.SourceSeen, DistrustedIn(source.Name));
        var proposal = (await FromSourceAsync(said, new(ChangeCause.Started, source.Name, "")).ConfigureAwait(false)) with { LastNumber = last, Before = running.Config };
        if (proposal.Reading.Config is not null)
            return standing.AwaitsConfirmation ? proposal with { Notices = [$"version {standing.Running} was never confirmed; {source.Name}, which has changed since, is followed"] } : proposal;
        return startFrom is StartFrom.LastGood
            ? Known(seen, $"{source.Name} has errors, so the last good configuration is used, {Shown(good)}: {Listed(proposal.Reading.Problems)}")
            : proposal;

        Proposal.Judged Known(string seenNow, string? notice) => new(good.Documents, running, good.Origin, seenNow)
        {
            Known = good,
            Before = running.Config,
            LastNumber = last,
            Distrusted = distrusted,
            Notices = new[]
            {
                standing.AwaitsConfirmation ? $"version {standing.Running} was never confirmed; version {standing.Trusted} is in force again" : null,
                notice,
            }.OfType<string>().ToValueList(),
        };
    }

    /// <summary>What somebody hands over.</summary>
    private async Task<Proposal> ApplyAsync(InForce now, ConfigProtocol.Apply apply, CancellationToken cancellation) =>
        await ByHandAsync(apply.Documents, new(ChangeCause.HandedOver, apply.From, apply.By), apply.ConfirmWithin, await SeenAsync(now, cancellation).ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>An earlier version.</summary>
    private async Task<Proposal> RollbackAsync(InForce now, ConfigProtocol.Rollback rollback, CancellationToken cancellation)
    {
        if (await history.FindAsync(rollback.Version, cancellation).ConfigureAwait(false) is not { } version) return Unknown(rollback.Version);
        var origin = new VersionOrigin(ChangeCause.RolledBack, Named(version), rollback.By);
        return await ByHandAsync(version.Documents, origin, rollback.ConfirmWithin, await SeenAsync(now, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task<Proposal> ByHandAsync(ValueList<ConfigDocument> documents, VersionOrigin origin, TimeSpan? confirmWithin, string seen) =>
        new Proposal.Judged(documents, await judge.ReadAsync(documents).ConfigureAwait(false), origin, seen)
        {
            FollowsSource = Fingerprint.Of(documents) == seen,
            ConfirmWithin = confirmWithin,
        };

    private static Proposal.Declined NotYet => new Proposal.Declined(ApplyRefusal.Unreachable, [Problem("the proxy is still starting; try again")]);

    /// <summary>The refusal of a change while another awaits confirmation.</summary>
    private static Proposal.Declined Refuse(AwaitedConfirmation awaited) => new Proposal.Declined(
        ApplyRefusal.AwaitsConfirmation,
        [Problem($"version {awaited.Version} awaits confirmation until {awaited.Until:u}; confirm it, or go back with pingap rollback {awaited.Otherwise}, then try again")]);

    /// <summary>What is wrong with confirming a version that does not run.</summary>
    public static ValueList<ConfigProblem> NotInForce(long meant, long running) =>
        [Problem($"version {meant} is not in force, but version {running}; see pingap history")];

    /// <summary>The refusal of a number that no version has.</summary>
    public static Proposal.Declined Unknown(long version) => new(
        ApplyRefusal.UnknownVersion, [Problem($"there is no version {version} in the history; see pingap history")]);

    private async Task<Proposal.Judged> FromSourceAsync(SourceReading said, VersionOrigin origin)
    {
        var reading = await judge.ReadAsync(said.Documents).ConfigureAwait(false);
        // Without all of its texts a configuration only seems to lack what stands in the others.
        if (said.Problems.Count > 0) reading = reading with { Config = null, Problems = said.Problems };
        return new Proposal.Judged(said.Documents, reading, origin, Fingerprint.Of(said.Documents)) { FollowsSource = true };
    }

    // Whoever hands over a configuration has decided against what the source says at that moment, not against what it says later.
    private async Task<string> SeenAsync(InForce now, CancellationToken cancellation)
    {
        var said = await ReadAsync(cancellation).ConfigureAwait(false);
        return said is { IsReachable: true, Problems.Count: 0 } ? Fingerprint.Of(said.Documents) : now.SourceSeen;
    }

    // On the pool: to open a file of a server that is gone blocks before anything is asynchronous.
    private async Task<SourceReading> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return await Task.Run(() => source.ReadAsync(cancellation), cancellation).WaitAsync(Patience, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return SourceReading.Unreachable(Problem($"{source.Name} has not answered within {Patience.TotalSeconds:0} s"));
        }
    }

    private static string DistrustedIn(string source) =>
        $"{source} says what was tried and not confirmed; it is not applied. Edit it, or reload to have it applied all the same";

    private static ConfigProblem Problem(string message) => new(ProblemSeverity.Error, null, "", message);

    private static string Named(ConfigVersion version) => string.Create(CultureInfo.InvariantCulture, $"version {version.Number}");

    private static string Shown(ConfigVersion version) => string.Create(
        CultureInfo.InvariantCulture, $"version {version.Number} of {version.At:yyyy-MM-dd HH:mm:ss}Z from {version.Origin.From}");

    private static string Listed(ValueList<ConfigProblem> problems) => string.Join("; ", problems.Where(problem => problem.Severity is ProblemSeverity.Error).Select(problem => problem.ToLogLine()));
}
