using Google.Protobuf;
using Pingap.Actors.Control.Sources.Etcd;

namespace Pingap.Actors.Tests.Control.Sources.Etcd;

public sealed class EtcdKeysTests
{
    [Theory]
    [InlineData("/pingap/pingap.toml", true)]
    [InlineData("/pingap/upstreams.toml", true)]
    [InlineData("/pingap/upstreams/api.toml", true)]
    [InlineData("/pingap/upstreams/api", true)]
    [InlineData("/pingap/upstreams/api-2024.toml", true)]
    [InlineData("/pingap/upstreams/api-2024", true)]
    [InlineData("/pingap/upstreams/api.toml-1717171717", false)]
    [InlineData("/pingap/upstreams/api-1717171717", false)]
    [InlineData("/pingap/.lock", false)]
    [InlineData("/pingap/.history/api.toml", false)]
    public void Earlier_values_and_hidden_keys_are_passed_over(string key, bool isConfiguration) =>
        Assert.Equal(isConfiguration, EtcdKeys.IsConfiguration(Address("etcd://h/pingap"), ByteString.CopyFromUtf8(key)));

    [Fact]
    public void The_path_itself_may_begin_with_a_dot() =>
        Assert.True(EtcdKeys.IsConfiguration(Address("etcd://h/.pingap"), ByteString.CopyFromUtf8("/.pingap/a.toml")));

    [Fact]
    public void Keys_end_where_another_name_begins_with_the_path() =>
        Assert.Equal(("/pingap/", "/pingap0"), (EtcdKeys.First(Address("etcd://h/pingap")).ToStringUtf8(), EtcdKeys.End(Address("etcd://h/pingap")).ToStringUtf8()));

    private static EtcdAddress Address(string text) =>
        EtcdAddressText.TryParse(text, _ => null, out var address, out _) ? address : throw new ArgumentException(text);
}
