namespace Pingap.Actors.Control.History;

/// <summary>What made the proxy take on a configuration.</summary>
public enum ChangeCause
{
    /// <summary>The proxy was started.</summary>
    Started,

    /// <summary>The source says something new.</summary>
    SourceChanged,

    /// <summary>Somebody asked for the source to be read again.</summary>
    Reloaded,

    /// <summary>Somebody handed it over (<c>pingap apply</c>).</summary>
    HandedOver,

    /// <summary>Somebody asked for an earlier version (<c>pingap rollback</c>).</summary>
    RolledBack,

    /// <summary>The version before was not confirmed in time.</summary>
    NotConfirmed,
}
