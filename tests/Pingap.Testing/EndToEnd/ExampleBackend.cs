using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Pingap.Testing.EndToEnd;

/// <summary>
/// A web server in the process of the test, on a free port of 127.0.0.1, that says who it is in <see cref="NameField"/>. <c>/hold</c> is answered
/// when the test says so, <c>/endless</c> begins an answer without end, <c>/ws</c> is a WebSocket that listens, <c>/health</c> is well.
/// </summary>
public sealed class ExampleBackend : IAsyncDisposable
{
    /// <summary>The response field that holds the backend's name.</summary>
    public const string NameField = "X-Backend";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly WebApplication _app;
    private readonly Channel<TaskCompletionSource> _held = Channel.CreateUnbounded<TaskCompletionSource>();
    private readonly ConcurrentQueue<TaskCompletionSource> _toRelease = new();

    private ExampleBackend(string name)
    {
        Name = name;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<IHostLifetime, DeafLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(AnswerAsync);
    }

    /// <summary>The name it answers with.</summary>
    public string Name { get; }

    /// <summary>Where it listens, as <c>127.0.0.1:43211</c>.</summary>
    public string Address => new Uri(_app.Urls.Single()).Authority;

    /// <summary>Starts one.</summary>
    public static async Task<ExampleBackend> StartAsync(string name)
    {
        var backend = new ExampleBackend(name);
        await backend._app.StartAsync();
        return backend;
    }

    /// <summary>Returns as soon as one more request is held, streams without end, or has become a WebSocket.</summary>
    /// <exception cref="TimeoutException">None came within 60 s.</exception>
    public async Task ReceivedAsync() => _toRelease.Enqueue(await _held.Reader.ReadAsync().AsTask().WaitAsync(Deadline));

    /// <summary>Lets all requests of <c>/hold</c> be answered that <see cref="ReceivedAsync"/> has returned for.</summary>
    public void Release()
    {
        while (_toRelease.TryDequeue(out var held)) held.TrySetResult();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers[NameField] = Name;
        switch (context.Request.Path.Value)
        {
            case "/hold":
                await HoldAsync(context);
                break;
            case "/endless":
                await context.Response.WriteAsync("endless\n");
                await context.Response.Body.FlushAsync();
                await HoldAsync(context);
                break;
            case "/ws":
                using (var socket = await context.WebSockets.AcceptWebSocketAsync()) await ListenAsync(socket);
                break;
            default:
                await context.Response.WriteAsync($"{Name} {context.Request.Path}\n");
                break;
        }
    }

    private async Task HoldAsync(HttpContext context)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var gone = context.RequestAborted.Register(() => held.TrySetResult());
        await _held.Writer.WriteAsync(held);
        await held.Task;
        if (!context.RequestAborted.IsCancellationRequested) await context.Response.WriteAsync($"{Name} was held\n");
    }

    private async Task ListenAsync(WebSocket socket)
    {
        await _held.Writer.WriteAsync(new TaskCompletionSource());
        var buffer = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).MessageType is not WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            socket.Abort(); // the other end left without a word
        }
    }

    /// <summary>Hears no signal: those are for the test runner.</summary>
    private sealed class DeafLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
