namespace Pingap.Actors.Configuration;

/// <summary>Who is told of events over HTTP.</summary>
/// <param name="Url">Where messages go, or <c>null</c> for nowhere; it often holds a token (<c>webhook</c>).</param>
/// <param name="Type">Shape of the messages (<c>webhook_type</c>).</param>
/// <param name="Notifications">Events that are told; empty is all of them (<c>webhook_notifications</c>).</param>
public sealed record WebhookConfig(Secret? Url, WebhookType Type, ValueList<NotificationEvent> Notifications)
{
    /// <summary>Nobody is told of anything.</summary>
    public static readonly WebhookConfig None = new(null, WebhookType.Other, []);
}
