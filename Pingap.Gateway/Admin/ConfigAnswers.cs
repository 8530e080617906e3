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
    public static HistoryAnswer History(ConfigProtocol.Versions versions) => new(
        versions.Running, versions.Source, versions.IsSourceFollowed, versions.Awaited, [.. versions.All.Select(Version)]);

    /// <summary>A refusal, with everything that is wrong.</summary>
    public static ControlAnswer Refusal(ConfigProtocol.Rejected rejected)
    {
        var (status, message) = rejected.Reason switch
        {
            ApplyRefusal.Invalid => (StatusCodes.Status422UnprocessableEntity, "the configuration has errors; nothing was changed"),
            ApplyRefusal.CannotListen => (StatusCodes.Status422UnprocessableEntity, "an address cannot be listened on; nothing was changed"),
            ApplyRefusal.Unreachable => (StatusCodes.Status409Conflict, "the source of the configuration cannot be read; nothing was changed"),
            ApplyRefusal.AwaitsConfirmation => (
                StatusCodes.Status409Conflict, "a version awaits confirmation; pingap confirm it, or pingap rollback, and then try again"),
            ApplyRefusal.UnknownVersion => (StatusCodes.Status404NotFound, "the history has no such version; pingap history lists them"),
            _ => throw new ArgumentOutOfRangeException(nameof(rejected), rejected.Reason, "not a reason"),
        };
        return ControlAnswer.Refused(status, new ErrorAnswer(message, rejected.Reason, rejected.Problems));
    }

    private static EntityChange Entity(EntityDiff diff, string? effect) => new(diff.Kind, diff.Path, diff.Keys, effect);

    private static VersionInfo Version(ConfigVersion version) => new(
        version.Number, version.At, version.Origin.Cause, version.Origin.From, version.Origin.By, version.Changes);
}
