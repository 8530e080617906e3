namespace Pingap.Actors.Control;

/// <summary>Why a configuration was not applied.</summary>
public enum ApplyRefusal
{
    /// <summary>It has errors.</summary>
    Invalid,

    /// <summary>An address cannot be listened on.</summary>
    CannotListen,

    /// <summary>Its source is not there, and no version is known from before.</summary>
    Unreachable,

    /// <summary>Another version awaits confirmation.</summary>
    AwaitsConfirmation,

    /// <summary>There is no version of that number in the history.</summary>
    UnknownVersion,
}
