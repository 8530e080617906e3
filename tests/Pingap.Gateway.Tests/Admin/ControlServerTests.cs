using System.Net;
using System.Net.Sockets;
using Pingap.Actors.Control;
using Pingap.Gateway.Admin;

namespace Pingap.Gateway.Tests.Admin;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ControlServerTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Channel _channel = new() { Reply = _ => new ConfigProtocol.Unchanged(1) };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _channel.DisposeAsync();

    [Fact]
    public async Task Only_the_owner_may_open_the_socket()
    {
        await using var server = await _channel.OpenAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_channel.Path));
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/v1/nothing")]
    [InlineData("POST", "/v1/config/apply/")]
    public async Task An_unknown_path_is_404(string method, string path)
    {
        await using var server = await _channel.OpenAsync();

        var (status, body) = await _channel.SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal($"there is no {path}", body.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_wrong_method_is_405_and_says_the_right_one()
    {
        await using var server = await _channel.OpenAsync();

        var (status, body) = await _channel.SendAsync(HttpMethod.Get, "/v1/config/reload");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, status);
        Assert.EndsWith("use POST", body.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_longer_than_16_MiB_is_413()
    {
        await using var server = await _channel.OpenAsync();

        var (status, _) = await _channel.SendAsync(HttpMethod.Post, "/v1/config/plan", new string(' ', (int)ControlServer.LongestBody + 1));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    [Fact]
    public async Task The_file_of_a_killed_process_is_replaced()
    {
        LeaveBehind(_channel.Path);

        await using var server = await _channel.OpenAsync();

        Assert.Equal(HttpStatusCode.OK, (await _channel.SendAsync(HttpMethod.Post, "/v1/config/reload")).Status);
    }

    [Fact]
    public async Task A_socket_that_somebody_listens_on_is_not_stolen()
    {
        await using var server = await _channel.OpenAsync();

        var refused = await Assert.ThrowsAsync<IOException>(_channel.OpenAsync);

        Assert.Contains("another process listens", refused.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _channel.SendAsync(HttpMethod.Post, "/v1/config/reload")).Status);
    }

    [Fact]
    public async Task A_directory_that_is_not_there_is_said()
    {
        await using var elsewhere = new Channel();
        Directory.Delete(Path.GetDirectoryName(elsewhere.Path)!);

        await Assert.ThrowsAsync<IOException>(elsewhere.OpenAsync);

        Directory.CreateDirectory(Path.GetDirectoryName(elsewhere.Path)!);
    }

    [Fact]
    public async Task Stopping_removes_the_file()
    {
        await using var server = await _channel.OpenAsync();

        await server.StopAsync();

        Assert.False(File.Exists(_channel.Path));
    }

    [Fact]
    public async Task Stopping_cuts_a_request_that_does_not_end()
    {
        var asked = new TaskCompletionSource();
        _channel.Reply = _ =>
        {
            asked.SetResult();
            return null;
        };
        await using var server = await _channel.OpenAsync();
        var request = _channel.SendAsync(HttpMethod.Post, "/v1/config/reload");
        await asked.Task.WaitAsync(Deadline);

        await server.StopAsync().WaitAsync(Deadline);

        await Assert.ThrowsAsync<HttpRequestException>(() => request.WaitAsync(Deadline));
    }

    [Fact]
    public async Task Stopping_lets_a_request_finish_that_ends_soon()
    {
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource<object>();
        _channel.Reply = _ =>
        {
            asked.SetResult();
            return answer.Task.Result;
        };
        await using var server = await _channel.OpenAsync();
        var request = _channel.SendAsync(HttpMethod.Post, "/v1/config/reload");
        await asked.Task.WaitAsync(Deadline);

        var stopping = server.StopAsync();
        answer.SetResult(new ConfigProtocol.Unchanged(7));
        await stopping.WaitAsync(Deadline);

        Assert.Equal(7, (await request).Body.GetProperty("version").GetInt64());
    }

    /// <summary>A socket's file without a socket: the platform would remove it under the name it was bound to.</summary>
    private static void LeaveBehind(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path + ".1"));
        File.Move(path + ".1", path);
    }
}
