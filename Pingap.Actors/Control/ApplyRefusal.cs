namespace Pingap.Actors.Control;

/// <summary>Why a configuration was not applied.</summary>
public enum ApplyRefusal
{
    /// <summary>It has errors.</summary>
    Invalid,

    /// <summary>An address cannot be listened on.</summary>
    CannotListen,
}
