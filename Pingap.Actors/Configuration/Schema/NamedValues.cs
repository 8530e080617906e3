namespace Pingap.Actors.Configuration.Schema;

/// <summary>What the strings of a key name, where each is a name with a value that may be a secret.</summary>
public enum NamedValues
{
    /// <summary>Nothing; the strings are values themselves.</summary>
    None,

    /// <summary>Header fields: many of their names promise that the value is no secret.</summary>
    Fields,

    /// <summary>Cookies or query parameters: their names promise nothing.</summary>
    Parameters,
}
