namespace Pingap.Actors.Configuration.Schema;

/// <summary>Which of the two dialects of the configuration has a key.</summary>
public enum KeyDialect
{
    /// <summary>Both have it.</summary>
    Both,

    /// <summary>The dialect of the Pingap-Go README.</summary>
    Readme,

    /// <summary>The dialect of Pingap itself.</summary>
    Pingap,
}
