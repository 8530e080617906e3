using Pingap.Actors.Configuration;

namespace Pingap.Actors.Control;

/// <summary>What the config actor hears and says.</summary>
public static class ConfigProtocol
{
    /// <summary>Heard: read the source and apply what it says. Answered with one of the replies below, and logged however it ends.</summary>
    public sealed record Reload
    {
        /// <summary>The only one.</summary>
        public static Reload Instance { get; } = new();
    }

    /// <summary>Said: how a reload ended.</summary>
    public abstract record ReloadReply
    {
        private protected ReloadReply()
        {
        }
    }

    /// <summary>Said: the configuration runs.</summary>
    /// <param name="Version">Its version.</param>
    /// <param name="Changes">What it changed.</param>
    /// <param name="Warnings">What should be looked at.</param>
    public sealed record Applied(long Version, ConfigChanges Changes, ValueList<ConfigProblem> Warnings) : ReloadReply;

    /// <summary>Said: the source says what runs already.</summary>
    public sealed record Unchanged(long Version) : ReloadReply;

    /// <summary>Said: nothing was changed.</summary>
    public sealed record Rejected(ApplyRefusal Reason, ValueList<ConfigProblem> Problems) : ReloadReply;
}
