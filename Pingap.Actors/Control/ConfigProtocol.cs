using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Comparing;
using Pingap.Actors.Control.History;
using Pingap.Actors.Control.Planning;

namespace Pingap.Actors.Control;

/// <summary>What the config actor hears and says.</summary>
public static class ConfigProtocol
{
    /// <summary>What is asked of it; waits its turn while a configuration is being applied.</summary>
    public interface ICommand;

    /// <summary>What asks for another configuration; answered with an <see cref="ApplyReply"/>, and logged however it ends.</summary>
    public interface IChange : ICommand;

    /// <summary>Heard: read the source and apply what it says. Answered with an <see cref="ApplyReply"/>, and logged however it ends.</summary>
    /// <param name="By">Who asks: a user of the system, <c>SIGHUP</c>; empty at the start.</param>
    public sealed record Reload(string By) : IChange;

    /// <summary>
    /// Heard: apply these texts, and keep to them until the source says something new. Answered with an <see cref="ApplyReply"/>, and logged however it ends.
    /// </summary>
    /// <param name="Documents">The whole configuration. Paths of files that it names count from the folder of the document.</param>
    /// <param name="From">Where the texts come from, for the history.</param>
    /// <param name="By">Who asks.</param>
    /// <param name="ConfirmWithin">How long <see cref="Confirm"/> may take before the change is undone; <c>null</c> for a change that stays.</param>
    public sealed record Apply(ValueList<ConfigDocument> Documents, string From, string By, TimeSpan? ConfirmWithin) : IChange;

    /// <summary>
    /// Heard: apply the texts of an earlier version, and keep to them until the source says something new. A version that awaits confirmation is given up by it. Answered with
    /// an <see cref="ApplyReply"/>.
    /// </summary>
    public sealed record Rollback(long Version, string By, TimeSpan? ConfirmWithin) : IChange;

    /// <summary>Heard: what runs shall stay. Answered with <see cref="Confirmed"/>, or with <see cref="Rejected"/> if another version runs than the one meant.</summary>
    /// <param name="By">Who asks.</param>
    /// <param name="Version">The version that is meant, or <c>null</c> for whichever runs.</param>
    public sealed record Confirm(string By, long? Version = null) : ICommand;

    /// <summary>Said: the version stays.</summary>
    /// <param name="Version">The version in force.</param>
    /// <param name="Awaited">Whether it had awaited confirmation; if not, nothing was to be done.</param>
    public sealed record Confirmed(long Version, bool Awaited);

    /// <summary>Heard: say what applying these texts would do. Answered with <see cref="Planned"/>, or with <see cref="Rejected"/> if they have errors.</summary>
    public sealed record MakePlan(ValueList<ConfigDocument> Documents) : ICommand;

    /// <summary>Said: what applying would do.</summary>
    public sealed record Planned(ConfigPlan Result);

    /// <summary>Heard: say how two versions differ. Answered with <see cref="Compared"/>, or with <see cref="Rejected"/> if one is not known.</summary>
    public sealed record CompareVersions(long Before, long After) : ICommand;

    /// <summary>Said: how two versions differ as they are written.</summary>
    public sealed record Compared(ValueList<EntityDiff> Entities);

    /// <summary>Heard: which versions are known, and which holds. Answered with <see cref="Versions"/>.</summary>
    public sealed record ListVersions : ICommand
    {
        /// <summary>The only one.</summary>
        public static ListVersions Instance { get; } = new();
    }

    /// <summary>Said: the versions that are known.</summary>
    /// <param name="All">Oldest first, without their documents.</param>
    /// <param name="Running">The number of the version in force; 0 before the first.</param>
    /// <param name="Source">What people call the source of the configuration.</param>
    /// <param name="IsSourceFollowed">Whether what runs is what the source says; not so after an apply or a rollback, until the source changes.</param>
    /// <param name="Awaited">What is undone unless it is confirmed, or <c>null</c>.</param>
    public sealed record Versions(ValueList<ConfigVersion> All, long Running, string Source, bool IsSourceFollowed, AwaitedConfirmation? Awaited);

    /// <summary>Said: how an attempt to change the configuration ended.</summary>
    public abstract record ApplyReply
    {
        private protected ApplyReply()
        {
        }
    }

    /// <summary>Said: the configuration runs.</summary>
    /// <param name="Version">Its version.</param>
    /// <param name="Changes">What it changed.</param>
    /// <param name="Warnings">What should be looked at.</param>
    /// <param name="Awaited">What is undone unless it is confirmed, or <c>null</c>.</param>
    public sealed record Applied(long Version, ConfigChanges Changes, ValueList<ConfigProblem> Warnings, AwaitedConfirmation? Awaited) : ApplyReply;

    /// <summary>Said: that is what runs already.</summary>
    public sealed record Unchanged(long Version) : ApplyReply;

    /// <summary>Said: nothing was changed.</summary>
    public sealed record Rejected(ApplyRefusal Reason, ValueList<ConfigProblem> Problems) : ApplyReply;
}
