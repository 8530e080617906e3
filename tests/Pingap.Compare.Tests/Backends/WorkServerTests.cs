using System.Globalization;
using Pingap.Compare.Backends;
using Pingap.Compare.Loads;
using Pingap.Compare.Measuring;
using Pingap.Compare.Targets;
using Pingap.Testing.EndToEnd;

namespace Pingap.Compare.Tests.Backends;

/// <summary>The loads straight against the backend, in a process of its own: what both do without any proxy between them.</summary>
public sealed class WorkServerTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly Fronts _fronts = new(FreePort.Next(), Https: 0, FreePort.Next());
    private OwnedProcess _server = null!;

    public async Task InitializeAsync()
    {
        string[] ports = [.. new[] { _fronts.Http, _fronts.Grpc }.Select(port => port.ToString(CultureInfo.InvariantCulture))];
        _server = await OwnedProcess.StartAsync(
            "the backend", Launch.Managed(typeof(WorkServer).Assembly.Location, [WorkServer.Verb, .. ports]), [_fronts.Http, _fronts.Grpc], CancellationToken.None);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_message_comes_back_over_a_websocket() => Assert.Null(await new WebSocketLoad(1, 100).CheckAsync(_fronts, CancellationToken.None));

    [Fact]
    public async Task An_upload_is_answered_with_its_length() =>
        Assert.Null(await new WrkLoad(1, "/upload", "65536".Length, upload: 1 << 16).CheckAsync(_fronts, CancellationToken.None));

    [Fact]
    public async Task A_call_is_answered_with_its_message_and_a_status() =>
        Assert.Null(await new H2Load(1, 1, 105, H2Load.Message(100)).CheckAsync(_fronts, CancellationToken.None));

    [Fact]
    public async Task An_answer_of_another_length_is_a_problem() => Assert.Equal(
        "a body of 5 bytes in place of 100", await new WrkLoad(1, "/upload", 100, upload: 1 << 16).CheckAsync(_fronts, CancellationToken.None));

    [Fact]
    public async Task A_front_where_nobody_listens_is_a_problem() =>
        Assert.NotNull(await new WrkLoad(1, "/", 100).CheckAsync(_fronts with { Http = FreePort.Next() }, CancellationToken.None));

    [Fact]
    public async Task Messages_are_counted_and_their_time_is_taken()
    {
        var result = await new WebSocketLoad(2, 100).RunAsync(_fronts, seconds: 1, CancellationToken.None);

        Assert.Equal(0, result.Failures);
        Assert.True(result is { Requests: > 0, Median: > 0 } && result.Tail >= result.Median && result.FarTail >= result.Tail);
    }

    [Fact]
    public async Task A_frozen_process_goes_on_when_it_is_thawed()
    {
        _server.Freeze();
        // A signal is on its way when it has been sent.
        Assert.True(SpinWait.SpinUntil(() => _server.Tree.Members.All(IsStopped), Deadline));

        _server.Thaw();
        Assert.Null(await new WebSocketLoad(1, 100).CheckAsync(_fronts, CancellationToken.None));
    }

    [Fact]
    public async Task A_process_is_gone_when_it_is_disposed_even_frozen()
    {
        var id = _server.Tree.Members[0].Id;
        _server.Freeze();
        await _server.DisposeAsync();

        Assert.Throws<InvalidOperationException>(() => ProcessTree.Read(id));
        await InitializeAsync();
    }

    [Fact]
    public async Task A_process_that_ends_instead_of_listening_is_told_with_its_last_words()
    {
        var launch = Launch.Installed("sh", "-c", "echo no such key >&2; exit 3");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => OwnedProcess.StartAsync("the proxy", launch, [FreePort.Next()], CancellationToken.None));

        Assert.Equal("the proxy ended with 3: no such key", failure.Message);
    }

    private static bool IsStopped(ProcessStat process) => File.ReadAllText($"/proc/{process.Id}/stat").Contains(") T ", StringComparison.Ordinal);
}
