using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class HealthCheckTextTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8001/health", HealthCheckKind.Http, "", "/health")]
    [InlineData("http://Backend/health", HealthCheckKind.Http, "backend", "/health")]
    [InlineData("https://backend:8443", HealthCheckKind.Https, "backend", "/")]
    [InlineData("http://backend?x=1&success=2", HealthCheckKind.Http, "backend", "/?x=1")]
    [InlineData("http://backend/p?a=%20&reuse&b", HealthCheckKind.Http, "backend", "/p?a=%20&b")]
    [InlineData("tcp://backend?failure=3", HealthCheckKind.Tcp, "", "/")]
    [InlineData("grpc://backend", HealthCheckKind.Grpc, "backend", "/")]
    [InlineData("grpc://Backend?service=s&tls", HealthCheckKind.Grpcs, "backend", "/")]
    [InlineData("grpc://127.0.0.1?tls=false", HealthCheckKind.Grpc, "", "/")]
    [InlineData("grpcs://backend/x", HealthCheckKind.Grpcs, "backend", "/")]
    public void The_URL_says_what_is_probed(string text, HealthCheckKind kind, string host, string path)
    {
        var check = Parse(text, out var wrong);
        Assert.Equal((kind, host, path, 0), (check.Kind, check.Host, check.PathAndQuery, wrong.Count));
    }

    [Fact]
    public void Parameters_are_taken_out_of_the_query()
    {
        var check = Parse("http://b/h?connection_timeout=1s&read_timeout=2s&check_frequency=500ms&success=3&failure=4&expect=200,300-399&x=y", out _);
        Assert.Equal(
            new HealthCheckConfig(HealthCheckKind.Http, "b", "/h?x=y", TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), 3, 4, [new(200, 200), new(300, 399)]),
            check);
    }

    [Fact]
    public void Parameters_beyond_those_of_Pingap_are_taken_out_too()
    {
        var check = Parse("http://b/h?check_frequency_down=1s&expect_body=all%20is%20well&reuse&parallel&x=y", out var wrong);
        Assert.Empty(wrong);
        Assert.Equal(
            HealthCheckConfig.Default with
            {
                Kind = HealthCheckKind.Http, Host = "b", PathAndQuery = "/h?x=y", DownInterval = TimeSpan.FromSeconds(1), ExpectBody = "all is well", IsConnectionKept = true,
            },
            check);
    }

    [Fact]
    public void A_gRPC_probe_asks_about_a_service()
    {
        Assert.Equal("shop.Cart", Parse("grpc://b?service=shop.Cart", out _).Service);
        Assert.Equal("", Parse("grpc://b", out _).Service);
    }

    [Theory]
    [InlineData("reuse", true)]
    [InlineData("reuse=true", true)]
    [InlineData("reuse=false", false)]
    [InlineData("x", false)]
    public void A_flag_may_say_no(string query, bool isKept) => Assert.Equal(isKept, Parse($"http://b?{query}", out _).IsConnectionKept);

    [Theory]
    [InlineData("backend/health", "not a URL of a health check; write one such as http://backend/health or tcp://backend")]
    [InlineData("ftp://backend/", "not a URL of a health check; write one such as http://backend/health or tcp://backend")]
    [InlineData("http://user:secret@backend/", "credentials in a health check are not supported; leave them out")]
    [InlineData("http://back end/", "the host of the health check is not a name or address; write one such as http://backend/health")]
    [InlineData("http://backend/a b", "the path of the health check has a character that URLs cannot have; write it as %XX")]
    [InlineData("http://backend/?success=0", "success is not an integer from 1 to 1000")]
    [InlineData("http://backend/?check_frequency=soon", "check_frequency is not a duration; write one such as 10s, 1m30s or 500ms")]
    [InlineData("http://backend/?read_timeout=0", "read_timeout is shorter than a millisecond; use 1ms or more")]
    [InlineData("http://backend/?check_frequency_down=0", "check_frequency_down is shorter than a millisecond; use 1ms or more")]
    [InlineData("http://backend/?expect_body=", "expect_body is empty; write what the body contains, such as expect_body=ok")]
    [InlineData("http://backend/?reuse=no", "reuse is neither true nor false; write reuse alone for yes, or leave it out")]
    [InlineData("http://backend/?expect=20", "expect is not a list of statuses; write one such as 200,204,300-399")]
    public void What_is_wrong_is_said(string text, string message)
    {
        Parse(text, out var wrong);
        Assert.Equal([message], wrong);
    }

    private static HealthCheckConfig Parse(string text, out List<string> wrong) => HealthCheckText.Parse(text, wrong = []);
}
