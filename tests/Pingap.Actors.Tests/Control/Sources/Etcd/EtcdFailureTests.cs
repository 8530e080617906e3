using Grpc.Core;
using Pingap.Actors.Control.Sources.Etcd;

namespace Pingap.Actors.Tests.Control.Sources.Etcd;

public sealed class EtcdFailureTests
{
    [Theory]
    [InlineData("Received message exceeds the maximum configured message size.", true)]
    [InlineData("etcdserver: mvcc: database space exceeded", false)]
    [InlineData("etcdserver: too many requests", false)]
    public void Only_an_answer_too_large_for_us_is_a_refusal(string detail, bool isRefusal)
    {
        var failure = EtcdFailure.Of(Failed(StatusCode.ResourceExhausted, detail), EtcdFixture.Address("etcd://h/p"));
        Assert.Equal(isRefusal, failure.IsRefusal);
        Assert.Equal(isRefusal, failure.Reason.Contains("too large", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(StatusCode.Unauthenticated, "etcdserver: invalid auth token", true)]
    [InlineData(StatusCode.InvalidArgument, "etcdserver: user name is empty", true)]
    [InlineData(StatusCode.InvalidArgument, "etcdserver: revision of auth store is old", true)]
    [InlineData(StatusCode.InvalidArgument, "etcdserver: authentication failed, invalid user ID or password", false)]
    public void A_stale_proof_is_told_from_a_wrong_password(StatusCode code, string detail, bool isStale) =>
        Assert.Equal(isStale, EtcdFailure.IsStaleToken(Failed(code, detail)));

    private static RpcException Failed(StatusCode code, string detail) => new(new Status(code, detail));
}
