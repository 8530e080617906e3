namespace Pingap.Actors.Configuration.Schema;

/// <summary>Whether a known key does something.</summary>
public enum KeyAvailability
{
    /// <summary>It does what it says.</summary>
    Now,

    /// <summary>It is read, checked and held in the model, but nothing comes of it yet: it is a warning.</summary>
    Later,

    /// <summary>It does nothing yet, and to ignore it could leave something unprotected: it is refused.</summary>
    LaterRefused,
}
