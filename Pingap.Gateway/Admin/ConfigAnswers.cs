using Microsoft.AspNetCore.Http;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Comparing;
using Pingap.Actors.Control;
using Pingap.Actors.Control.History;
using Pingap.Actors.Control.Planning;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Gateway.Admin;

/// <summary>Turns what the config actor says into what the channel says. The texts of versions stay inside: they may hold secrets.</summary>
internal static class ConfigAnswers
{
    /// <summary>A change that ended well.</summary>
    public static ApplyAnswer Change(ConfigProtocol.ApplyReply reply) => reply switch
    {
        ConfigProtocol.Applied applied => new ApplyAnswer(
            applied.Version,
            new ChangedEntities(applied.Changes.Added, applied.Changes.Changed, applied.Changes.Removed),
            applied.Warnings,
            applied.Awaited),
        ConfigProtocol.Unchanged unchanged => new ApplyAnswer(unchanged.Version, null, [], null),
        _ => throw new ArgumentOutOfRangeException(nameof(reply), reply, "not a change that ended well"),
    };

    /// <summary>What a change would do.</summary>
    public static PlanAnswer Plan(ConfigPlan plan) => new(
        plan.Against, [.. plan.Changes.Select(change => Entity(change.Diff, change.Effect))], plan.Kept, plan.Warnings);

    /// <summary>How two versions differ.</summary>
    public static DiffAnswer Diff(long before, long after, ConfigProtocol.Compared compared) => new(
        before, after, [.. compared.Entities.Select(entity => Entity(entity, effect: null))]);

    /// <summary>The versions that are known.</summary>
    /// <param name="versions">What the config actor says.</param>
    /// <param name="source">What tells the source from others; takes the place of what its user called it.</param>
    public static HistoryAnswer History(ConfigProtocol.Versions versions, string source) => new(
        versions.Running,
        source,
        versions.IsSourceFollowed,
        versions.Awaited,
        [.. versions.All.Select(version => Version(version, version.Origin.From == versions.Source ? source : version.Origin.From))]);

    /// <summary>A refusal, with everything that is wrong.</summary>
    public static ControlAnswer Refusal(ConfigProtocol.Rejected rejected) => Refusal(rejected, StatusOf(rejected.Reason));

    /// <summary>The same with a status other than the usual one.</summary>
    public static ControlAnswer Refusal(ConfigProtocol.Rejected rejected, int status)
    {
        // What has no place in a text is a sentence for whoever asked, not a finding.
        if (rejected.Problems is [{ Place: null, KeyPath: "" } only] && rejected.Reason is not ApplyRefusal.Invalid)
            return ControlAnswer.Refused(status, new ErrorAnswer(only.Message, rejected.Reason, []));
        var message = rejected.Reason switch
        {
            ApplyRefusal.Invalid => "the configuration has errors; nothing was changed",
            ApplyRefusal.CannotListen => "an address cannot be listened on; nothing was changed",
            ApplyRefusal.Unreachable => "the source of the configuration cannot be read; nothing was changed",
            ApplyRefusal.AwaitsConfirmation => "a version awaits confirmation; confirm it, or go back, and then try again",
            ApplyRefusal.UnknownVersion => "the history has no such version",
            _ => throw new ArgumentOutOfRangeException(nameof(rejected), rejected.Reason, "not a reason"),
        };
        return ControlAnswer.Refused(status, new ErrorAnswer(message, rejected.Reason, rejected.Problems));
    }

    private static int StatusOf(ApplyRefusal reason) => reason switch
    {
        ApplyRefusal.Unreachable or ApplyRefusal.AwaitsConfirmation => StatusCodes.Status409Conflict,
        ApplyRefusal.UnknownVersion => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private static EntityChange Entity(EntityDiff diff, string? effect) => new(diff.Kind, diff.Path, diff.Keys, effect);

    private static VersionInfo Version(ConfigVersion version, string from) => new(
        version.Number, version.At, version.Origin.Cause, from, version.Origin.By, version.Changes);
}
