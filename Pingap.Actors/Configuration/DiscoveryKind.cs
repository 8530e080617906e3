namespace Pingap.Actors.Configuration;

/// <summary>Where the backends of an upstream come from (<c>discovery</c>).</summary>
public enum DiscoveryKind
{
    /// <summary>They are the addresses of the configuration.</summary>
    Static,

    /// <summary>They are all addresses that DNS has for the names of the configuration, looked up again and again.</summary>
    Dns,

    /// <summary>They are the containers that run with certain labels, as the Docker engine tells.</summary>
    Docker,

    /// <summary>They are the lines of files, read again when these change.</summary>
    File,

    /// <summary>They are the hosts that requests name, as far as the configuration allows them.</summary>
    Transparent,
}
