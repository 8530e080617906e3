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
    [InlineData("grpc://backend?service=s&tls", HealthCheckKind.Tcp, "", "/")]
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

    [Theory]
    [InlineData("backend/health", "not a URL of a health check; write one such as http://backend/health or tcp://backend")]
    [InlineData("ftp://backend/", "not a URL of a health check; write one such as http://backend/health or tcp://backend")]
    [InlineData("http://user:secret@backend/", "credentials in a health check are not supported; leave them out")]
    [InlineData("http://back end/", "the host of the health check is not a name or address; write one such as http://backend/health")]
    [InlineData("http://backend/a b", "the path of the health check has a character that URLs cannot have; write it as %XX")]
    [InlineData("http://backend/?success=0", "success is not an integer from 1 to 1000")]
    [InlineData("http://backend/?check_frequency=soon", "check_frequency is not a duration; write one such as 10s, 1m30s or 500ms")]
    [InlineData("http://backend/?read_timeout=0", "read_timeout is shorter than a millisecond; use 1ms or more")]
    [InlineData("http://backend/?expect=20", "expect is not a list of statuses; write one such as 200,204,300-399")]
    public void What_is_wrong_is_said(string text, string message)
    {
        Parse(text, out var wrong);
        Assert.Equal([message], wrong);
    }

    private static HealthCheckConfig Parse(string text, out List<string> wrong) => HealthCheckText.Parse(text, wrong = [], out _);
}
