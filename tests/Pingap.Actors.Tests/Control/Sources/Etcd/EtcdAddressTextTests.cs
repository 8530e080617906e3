using Pingap.Actors.Configuration;
using Pingap.Actors.Control.Sources.Etcd;

namespace Pingap.Actors.Tests.Control.Sources.Etcd;

public sealed class EtcdAddressTextTests
{
    [Theory]
    [InlineData("etcd://h1:2379/pingap", "etcd://h1:2379/pingap")]
    [InlineData("etcd://h1:2379,h2:2380/pingap", "etcd://h1:2379,h2:2380/pingap")]
    [InlineData("etcd://h1,10.0.0.1,[::1]/pingap", "etcd://h1:2379,10.0.0.1:2379,[::1]:2379/pingap")]
    [InlineData("etcd://h1 , h2/pingap", "etcd://h1:2379,h2:2379/pingap")]
    [InlineData("ETCD://h1/pingap", "etcd://h1:2379/pingap")]
    [InlineData("etcds://h1/pingap?ca=ca.pem&cert=c.pem&key=k.pem", "etcds://h1:2379/pingap")]
    [InlineData("etcd://h1/a/b/", "etcd://h1:2379/a/b")]
    [InlineData("etcd://h1/a%20b", "etcd://h1:2379/a b")]
    [InlineData("etcd://h1/pingap?", "etcd://h1:2379/pingap")]
    [InlineData("etcd://h1/pingap?user=root&password=s3cret", "etcd://h1:2379/pingap")]
    [InlineData("etcd://h1/pingap?timeout=10s&connect_timeout=5s&enable_history=true&separation", "etcd://h1:2379/pingap")]
    [InlineData("etcd://$ENV:HOSTS/${PATH_BELOW}", "etcd://e1:2379,e2:2379/from/env")]
    public void An_address_is_called_by_its_endpoints_and_path(string text, string name) => Assert.Equal(name, Parse(text).Name);

    [Fact]
    public void What_it_says_is_what_is_read()
    {
        var address = Parse("etcds://h1/pingap?user=me&password=a%26b%3Dc+d&timeout=10s&connect_timeout=500ms&ca=/etc/ca.pem&cert=c.pem&key=k.pem");

        Assert.Equal(
            new EtcdAddress(
                [new EtcdEndpoint("h1", 2379)],
                "/pingap",
                new EtcdUser("me", new Secret("a&b=c+d")),
                new EtcdTls("/etc/ca.pem", "c.pem", "k.pem"),
                TimeSpan.FromSeconds(10),
                TimeSpan.FromMilliseconds(500)),
            address);
    }

    [Fact]
    public void A_password_of_the_environment_is_taken_as_it_is() =>
        Assert.Equal(new Secret("p&ss=w/rd?%20"), Parse("etcd://h1/pingap?user=me&password=$ENV:PASSWORD").User!.Password);

    [Fact]
    public void What_is_printed_of_it_holds_no_password() =>
        Assert.DoesNotContain("s3cret", Parse("etcd://h1/pingap?user=root&password=s3cret").ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("etcd:h1/pingap", "begins with etcd://")]
    [InlineData("etcd://", "endpoint 1 is missing", "below which path")]
    [InlineData("etcd://h1", "below which path")]
    [InlineData("etcd://h1/", "below which path")]
    [InlineData("etcd:///pingap", "endpoint 1 is missing")]
    [InlineData("etcd://h1,,h2/pingap", "endpoint 2 is missing")]
    [InlineData("etcd://h1,h1:2379/pingap", "endpoint 2 is there twice")]
    [InlineData("etcd://h1:0/pingap", "endpoint 1 has port 0")]
    [InlineData("etcd://h1:x/pingap", "endpoint 1 has a port that is not a number")]
    [InlineData("etcd://h1:70000/pingap", "endpoint 1 has a port that is not a number")]
    [InlineData("etcd://https://h1/pingap", "endpoint 1 has a port that is not a number")]
    [InlineData("etcd://127.0.0.256/pingap", "endpoint 1 has no host name and no IP address")]
    [InlineData("etcd://:2379/pingap", "endpoint 1 has no host name and no IP address")]
    [InlineData("etcd://::1:2379:x/pingap", "endpoint 1 has more than one colon")]
    [InlineData("etcd://root:s3cret@h1/pingap", "user and password stand at the end")]
    [InlineData("etcd://root:s3/cret@h1/pingap", "user and password stand at the end")]
    [InlineData("etcd://h1/pingap?user=root", "there is a user and no password")]
    [InlineData("etcd://h1/pingap?password=s3cret", "there is a password and no user")]
    [InlineData("etcd://h1/pingap?user=root&password=", "there is a user and no password")]
    [InlineData("etcd://h1/pingap?user=root&password=s3cret&s3cret2", "parameter 3 is unknown; known are user, password, timeout", "%26")]
    [InlineData("etcd://h1/pingap?user=root&pasword=s3cret", "parameter 2 is unknown; did you mean password?", "no password")]
    [InlineData("etcd://h1/pingap?timeout=1s&timeout=2s", "timeout is there twice")]
    [InlineData("etcd://h1/pingap?timeout=soon", "timeout is not a duration")]
    [InlineData("etcd://h1/pingap?connect_timeout=0s", "connect_timeout is 0")]
    [InlineData("etcd://h1/pingap?timeout=1s&connect_timeout=60d", "connect_timeout is too long")]
    [InlineData("etcd://h1/pingap?ca=ca.pem", "ca, cert and key are for TLS; begin with etcds://")]
    [InlineData("etcds://h1/pingap?cert=c.pem", "cert and key go together")]
    [InlineData("etcd://h1/pingap?user=root&password=s3$ENV:NOTHING", "password: a variable of the environment is named that is not set")]
    [InlineData("etcd://$ENV:NOTHING/pingap", "the endpoints: a variable of the environment")]
    public void All_that_is_wrong_is_said_with_what_would_do_and_without_the_password(string text, params string[] expected)
    {
        Assert.False(EtcdAddressText.TryParse(text, Variable, out var address, out var wrong));
        Assert.Null(address);
        var said = string.Join('\n', wrong);
        foreach (var part in expected) Assert.Contains(part, said, StringComparison.Ordinal);
        foreach (var secret in new[] { "s3", "cret" }) Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("etcd://h/p", true)]
    [InlineData("etcds://h/p", true)]
    [InlineData("etcd:h/p", true)]
    [InlineData("etcd/pingap.toml", false)]
    [InlineData("./etcd:file", false)]
    [InlineData("etcd", false)]
    public void A_path_of_a_file_is_not_mistaken_for_one(string text, bool isMeant) => Assert.Equal(isMeant, EtcdAddressText.IsMeantBy(text));

    private static EtcdAddress Parse(string text)
    {
        Assert.True(EtcdAddressText.TryParse(text, Variable, out var address, out var wrong), string.Join('\n', wrong));
        return address;
    }

    private static string? Variable(string name) => name switch
    {
        "HOSTS" => "e1,e2:2379",
        "PATH_BELOW" => "from/env",
        "PASSWORD" => "p&ss=w/rd?%20",
        _ => null,
    };
}
