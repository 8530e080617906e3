namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>What becomes of a field of a response on its way to the client.</summary>
internal enum FieldTreatment
{
    /// <summary>It is copied.</summary>
    Copied,

    /// <summary>It is not, for it belongs to the connection (RFC 9110 §7.6.1) or says how the body is framed.</summary>
    WrittenAnew,

    /// <summary>It is copied where the client can be sent trailers.</summary>
    WithTrailers,
}
