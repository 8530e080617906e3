using System.Net.Sockets;
using System.Security.Authentication;
using Grpc.Core;

namespace Pingap.Actors.Control.Sources.Etcd;

/// <summary>Why an endpoint did not give what it was asked for.</summary>
/// <param name="Reason">In words that hold no secret, such as <c>connection refused</c>.</param>
/// <param name="IsRefusal">Whether etcd itself refuses, so that another endpoint would too.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record EtcdFailure(string Reason, bool IsRefusal, string Remedy)
{
    private const string Restart = "start etcd, or correct the address";

    /// <summary>What a failed call says.</summary>
    public static EtcdFailure Of(RpcException failed, EtcdAddress address) => failed.StatusCode switch
    {
        StatusCode.Unauthenticated or StatusCode.InvalidArgument when address.User is null =>
            new("it wants to know who asks", IsRefusal: true, "add ?user=…&password=… to the address"),
        StatusCode.Unauthenticated or StatusCode.InvalidArgument =>
            new($"it refuses user {address.User.Name} with this password", IsRefusal: true, "correct user or password in the address"),
        StatusCode.PermissionDenied =>
            new($"{(address.User is null ? "nobody in particular" : $"user {address.User.Name}")} must not read below {address.Path}",
                IsRefusal: true, "grant a role that may read there"),
        // etcd has failures of this code too, such as a full disk or too many requests, which pass.
        StatusCode.ResourceExhausted when IsTooLargeHere(failed) =>
            new($"its answer is too large: {failed.Status.Detail}", IsRefusal: true, $"keep the configuration below {EtcdConnection.LargestAnswer >> 20} MiB"),
        StatusCode.DeadlineExceeded => new($"no answer within {address.Timeout.TotalSeconds:0.###} s", IsRefusal: false, Restart),
        _ => new(Cause(failed, address), IsRefusal: false, Restart),
    };

    /// <summary>What a file for TLS that cannot be used says.</summary>
    public static EtcdFailure Of(IOException unusable) => new(unusable.Message, IsRefusal: true, "correct the address or the file");

    /// <summary>Whether the proof of who asks is out of date: forgotten, older than a change of users, or from when etcd asked nobody.</summary>
    public static bool IsStaleToken(RpcException refused) =>
        refused.StatusCode is StatusCode.Unauthenticated
        || (refused.StatusCode is StatusCode.InvalidArgument
            && (refused.Status.Detail.Contains("revision of auth store", StringComparison.Ordinal)
                || refused.Status.Detail.Contains("invalid auth token", StringComparison.Ordinal)
                || IsMissingToken(refused)));

    /// <summary>Whether etcd asks nobody who he is.</summary>
    public static bool IsAuthenticationOff(RpcException refused) =>
        refused.StatusCode is StatusCode.FailedPrecondition && refused.Status.Detail.Contains("authentication is not enabled", StringComparison.Ordinal);

    /// <summary>Whether etcd was told of no user: it began to ask after the connection was made.</summary>
    private static bool IsMissingToken(RpcException refused) => refused.Status.Detail.Contains("user name is empty", StringComparison.Ordinal);

    /// <summary>Whether it was this side that refused an answer for its size.</summary>
    private static bool IsTooLargeHere(RpcException failed) =>
        failed.Status.Detail.Contains("exceeds the maximum configured message size", StringComparison.Ordinal);

    private static string Cause(RpcException failed, EtcdAddress address)
    {
        for (var cause = failed.Status.DebugException; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return "no such host";
                case SocketException socket:
                    return socket.Message;
                case AuthenticationException tls:
                    return tls.Message;
                case TimeoutException:
                    return $"no connection within {address.ConnectTimeout.TotalSeconds:0.###} s";
            }
        }

        return failed.Status.Detail;
    }
}
