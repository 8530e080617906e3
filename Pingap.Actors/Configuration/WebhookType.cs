namespace Pingap.Actors.Configuration;

/// <summary>The shape of the messages to a webhook (<c>webhook_type</c>).</summary>
public enum WebhookType
{
    /// <summary>Plain JSON (<c>other</c>).</summary>
    Other,

    /// <summary>A Markdown message of WeCom (<c>wecom</c>).</summary>
    WeCom,

    /// <summary>A Markdown message of DingTalk (<c>dingtalk</c>).</summary>
    DingTalk,
}
