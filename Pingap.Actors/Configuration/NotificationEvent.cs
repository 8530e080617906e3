namespace Pingap.Actors.Configuration;

/// <summary>The events that a webhook can be told of (<c>webhook_notifications</c>).</summary>
public enum NotificationEvent
{
    /// <summary>A backend became healthy or unhealthy (<c>backend_status</c>).</summary>
    BackendStatus,

    /// <summary>An upstream lost its last healthy backend, or has one again (<c>upstream_status</c>).</summary>
    UpstreamStatus,

    /// <summary>The backends of an upstream could not be looked up (<c>service_discover_fail</c>).</summary>
    ServiceDiscoverFail,

    /// <summary>A certificate nears its end (<c>tls_validity</c>).</summary>
    TlsValidity,

    /// <summary>A certificate cannot be parsed (<c>parse_certificate_fail</c>).</summary>
    ParseCertificateFail,

    /// <summary>ACME issued a certificate, or could not (<c>lets_encrypt</c>).</summary>
    LetsEncrypt,

    /// <summary>The configuration differs from the one that runs (<c>diff_config</c>).</summary>
    DiffConfig,

    /// <summary>A configuration was applied (<c>reload_config</c>).</summary>
    ReloadConfig,

    /// <summary>A configuration was refused (<c>reload_config_fail</c>).</summary>
    ReloadConfigFail,

    /// <summary>The process restarts (<c>restart</c>).</summary>
    Restart,

    /// <summary>The process could not restart (<c>restart_fail</c>).</summary>
    RestartFail,
}
