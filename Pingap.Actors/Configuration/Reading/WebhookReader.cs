using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads who is told of events.</summary>
internal static class WebhookReader
{
    private static readonly Dictionary<string, WebhookType> Types = new()
    {
        ["wecom"] = WebhookType.WeCom,
        ["dingtalk"] = WebhookType.DingTalk,
        ["other"] = WebhookType.Other,
    };

    private static readonly Dictionary<string, NotificationEvent> Events = new()
    {
        ["backend_status"] = NotificationEvent.BackendStatus,
        ["upstream_status"] = NotificationEvent.UpstreamStatus,
        ["service_discover_fail"] = NotificationEvent.ServiceDiscoverFail,
        ["tls_validity"] = NotificationEvent.TlsValidity,
        ["parse_certificate_fail"] = NotificationEvent.ParseCertificateFail,
        ["lets_encrypt"] = NotificationEvent.LetsEncrypt,
        ["diff_config"] = NotificationEvent.DiffConfig,
        ["reload_config"] = NotificationEvent.ReloadConfig,
        ["reload_config_fail"] = NotificationEvent.ReloadConfigFail,
        ["restart"] = NotificationEvent.Restart,
        ["restart_fail"] = NotificationEvent.RestartFail,
    };

    /// <summary>The settings of the whole proxy.</summary>
    public static WebhookConfig Read(FormReader forms) => new(
        forms.Secret(BasicKeys.Webhook, AbsoluteUrl.TryParse),
        forms.Choice(BasicKeys.WebhookType, Types) ?? WebhookConfig.None.Type,
        forms.Choices(BasicKeys.WebhookNotifications, Events));
}
