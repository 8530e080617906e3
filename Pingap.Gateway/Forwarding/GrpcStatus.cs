namespace Pingap.Gateway.Forwarding;

/// <summary>The ways in which a gRPC call can end that the proxy speaks of, with the numbers of <c>grpc-status</c>.</summary>
internal enum GrpcStatus
{
    /// <summary>Nobody can say more.</summary>
    Unknown = 2,

    /// <summary>The time was over.</summary>
    DeadlineExceeded = 4,

    /// <summary>The caller may not do so.</summary>
    PermissionDenied = 7,

    /// <summary>The request is too large.</summary>
    ResourceExhausted = 8,

    /// <summary>There is no such method.</summary>
    Unimplemented = 12,

    /// <summary>What came was no call.</summary>
    Internal = 13,

    /// <summary>The service cannot be reached, or was lost; the call may be tried again.</summary>
    Unavailable = 14,

    /// <summary>The caller has not said who it is.</summary>
    Unauthenticated = 16,
}
