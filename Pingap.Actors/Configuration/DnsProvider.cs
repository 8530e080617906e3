namespace Pingap.Actors.Configuration;

/// <summary>Who serves the DNS of a certificate's names (<c>dns_provider</c>).</summary>
public enum DnsProvider
{
    /// <summary>A person, who sets the record by hand (<c>manual</c>).</summary>
    Manual,

    /// <summary>Alibaba Cloud (<c>ali</c>, <c>aliyun</c>).</summary>
    Alibaba,

    /// <summary>Cloudflare (<c>cf</c>, <c>cloudflare</c>).</summary>
    Cloudflare,

    /// <summary>Huawei Cloud (<c>huawei</c>).</summary>
    Huawei,

    /// <summary>Tencent Cloud (<c>tencent</c>).</summary>
    Tencent,
}
