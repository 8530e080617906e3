using Pingap.Actors.Configuration;

namespace Pingap.Actors.Control;

/// <summary>What came of preparing a configuration: ready to be switched to, or refused with nothing changed.</summary>
public abstract record ApplyPreparation
{
    private ApplyPreparation()
    {
    }

    /// <summary>All that is new stands ready.</summary>
    /// <param name="Commit">Switches to it and lets go of what is gone. Quick, and cannot fail.</param>
    /// <param name="Undo">Takes down what was prepared, when another part refused.</param>
    public sealed record Ready(Action Commit, Func<ValueTask> Undo) : ApplyPreparation;

    /// <summary>It cannot be had; what was begun is already undone.</summary>
    public sealed record Refused(ApplyRefusal Reason, ValueList<ConfigProblem> Problems) : ApplyPreparation;
}
