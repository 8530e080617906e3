using System.Globalization;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control.History;
using Pingap.Actors.Control.Sources;

namespace Pingap.Actors.Control;

/// <summary>
/// Finds out what is to be applied. A source is followed when it says something new; what was handed over by hand, or brought back from the history, stays until then, also
/// when the proxy is started again.
/// </summary>
internal sealed class Drafting(IConfigSource source, IConfigHistory history, ConfigJudge judge, StartFrom startFrom)
{
    /// <summary>What a proxy begins with.</summary>
    public async Task<Draft> StartAsync(CancellationToken cancellation)
    {
        var standing = await history.StandingAsync(cancellation).ConfigureAwait(false);
        var good = standing is null ? null : await history.FindAsync(standing.Confirmed, cancellation).ConfigureAwait(false);
        var versions = await history.ListAsync(cancellation).ConfigureAwait(false);
        var last = versions.Count > 0 ? versions[^1].Number : 0;
        var said = await source.ReadAsync(cancellation).ConfigureAwait(false);
        if (standing is null || good is null)
        {
            return said.IsReachable
                ? FromSource(said, new(ChangeCause.Start, source.Name, "")) with { LastNumber = last }
                : new Draft.Refused(ApplyRefusal.Unreachable, said.Problems);
        }

        var notices = new List<string>();
        if (standing.AwaitsConfirmation) notices.Add($"version {standing.Running} was never confirmed; version {standing.Confirmed} is in force again");
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

        var draft = FromSource(said, new(ChangeCause.Start, source.Name, "")) with { LastNumber = last, Notices = notices.ToValueList() };
        if (draft.Reading.Config is not null || startFrom is not StartFrom.LastGood) return draft;
        notices.Add($"{source.Name} has errors, so the last good configuration is used, {Shown(good)}: {Listed(draft.Reading.Problems)}");
        return Known(seen);

        Draft.Written Known(string seenNow) => new(good.Documents, judge.Read(good.Documents), good.Origin, seenNow)
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
    public async Task<Draft> FollowAsync(InForce now, VersionOrigin origin, CancellationToken cancellation)
    {
        var said = await source.ReadAsync(cancellation).ConfigureAwait(false);
        if (!said.IsReachable) return new Draft.SourceLost(said.Problems);
        if (origin.Cause is ChangeCause.Reload || said.Problems.Count > 0 || Fingerprint.Of(said.Documents) != now.SourceSeen) return FromSource(said, origin);

        // No news; but the files that the running texts name may have changed: a certificate that was renewed.
        return new Draft.Written(now.Version.Documents, judge.Read(now.Version.Documents), origin with { From = now.Version.Origin.From }, now.SourceSeen);
    }

    /// <summary>What somebody hands over.</summary>
    public async Task<Draft> ApplyAsync(InForce now, ConfigProtocol.Apply apply, CancellationToken cancellation) =>
        new Draft.Written(apply.Documents, judge.Read(apply.Documents), new(ChangeCause.Apply, apply.From, apply.By), await SeenAsync(now, cancellation).ConfigureAwait(false))
        {
            ConfirmWithin = apply.ConfirmWithin,
        };

    /// <summary>An earlier version.</summary>
    public async Task<Draft> RollbackAsync(InForce now, ConfigProtocol.Rollback rollback, CancellationToken cancellation)
    {
        if (await history.FindAsync(rollback.Version, cancellation).ConfigureAwait(false) is not { } version) return Unknown(rollback.Version);
        var origin = new VersionOrigin(ChangeCause.Rollback, Named(version), rollback.By);
        return new Draft.Written(version.Documents, judge.Read(version.Documents), origin, await SeenAsync(now, cancellation).ConfigureAwait(false))
        {
            ConfirmWithin = rollback.ConfirmWithin,
        };
    }

    /// <summary>What was in force before a version that nobody confirmed.</summary>
    public static Draft Revert(InForce now, Trial trial) => new Draft.Written(
        trial.Otherwise.Version.Documents, trial.Otherwise.Reading, new(ChangeCause.NotConfirmed, Named(trial.Otherwise.Version), ""), now.SourceSeen);

    /// <summary>The refusal of a change while another awaits confirmation.</summary>
    public static Draft Refuse(AwaitedConfirmation awaited) => new Draft.Refused(
        ApplyRefusal.AwaitsConfirmation,
        [Problem($"version {awaited.Version} awaits confirmation until {awaited.Until:u}; confirm it, or go back with pingap rollback {awaited.Otherwise}, then try again")]);

    /// <summary>The refusal of a number that no version has.</summary>
    public static Draft.Refused Unknown(long version) => new(
        ApplyRefusal.UnknownVersion, [Problem($"there is no version {version} in the history; see pingap history")]);

    private Draft.Written FromSource(SourceReading said, VersionOrigin origin)
    {
        var reading = judge.Read(said.Documents);
        // Without all of its texts a configuration only seems to lack what stands in the others.
        if (said.Problems.Count > 0) reading = reading with { Config = null, Problems = said.Problems };
        return new Draft.Written(said.Documents, reading, origin, Fingerprint.Of(said.Documents));
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
