using Pingap.Compare.Loads;

namespace Pingap.Compare.Tests.Loads;

public sealed class OutputTests
{
    private const string Wrk = """
        Running 1s test @ http://127.0.0.1:14991/
          18261 requests in 1.05s, 2.65MB read
        Requests/sec:  17378.11
        result requests=18261 duration_us=1050805 bytes=2775582 connect=1 read=2 write=3 status=5 timeout=4 p50_us=43 p99_us=8250 p999_us=13452

        """;

    private const string H2Load = """
        finished in 1.04s, 2000.00 req/s, 138.80KB/s
        requests: 2001 total, 2002 started, 2001 done, 2000 succeeded, 1 failed, 1 errored, 0 timeout
        status codes: 2000 2xx, 0 3xx, 0 4xx, 0 5xx
        """;

    [Fact]
    public void Wrk_tells_requests_failures_time_and_latencies() =>
        Assert.Equal(new LoadResult(18_256, 1 + 2 + 3 + 4 + 5, 1.050805, 43, 8_250, 13_452), WrkOutput.Parse(Wrk));

    [Theory]
    [InlineData("unable to connect to 127.0.0.1:1 Connection refused")]
    [InlineData("result requests=1 duration_us=1")]
    public void Wrk_without_a_result_is_refused(string output) => Assert.Throws<FormatException>(() => WrkOutput.Parse(output));

    [Fact]
    public void H2load_tells_failures_and_its_log_the_latencies()
    {
        string[] log = [.. Enumerable.Range(1, 1000).Select(i => $"1795468515361928\t200\t{i}"), "1795468515361929\t502\t7", "1795468515361929\t0\t9"];

        Assert.Equal(new LoadResult(1_000, 1, 1.04, 500, 990, 999), H2LoadOutput.Parse(H2Load, log));
    }

    [Theory]
    [InlineData("finished in 900.50ms,", 0.9005)]
    [InlineData("finished in 12us,", 0.000012)]
    [InlineData("finished in 5.00s,", 5)]
    public void H2load_has_units_of_time(string line, double seconds) =>
        Assert.Equal(seconds, H2LoadOutput.Parse($"{line}\nrequests: 1 total, 1 started, 1 done, 1 succeeded, 0 failed, 0 errored", []).Seconds, 9);

    [Fact]
    public void H2load_without_a_result_is_refused() => Assert.Throws<FormatException>(() => H2LoadOutput.Parse("Application protocol: h2c", []));

    [Fact]
    public void A_message_of_grpc_has_its_length_before_it() => Assert.Equal([0, 0, 0, 1, 2, .. new byte[258]], Pingap.Compare.Loads.H2Load.Message(258));
}
