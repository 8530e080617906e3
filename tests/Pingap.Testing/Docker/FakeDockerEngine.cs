using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Pingap.Testing.Docker;

/// <summary>Speaks as much of the Docker engine's HTTP API over a Unix socket as discovery needs: the list of containers, and events.</summary>
public sealed class FakeDockerEngine : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, (string Label, JsonObject Container)> _containers = new();
    private readonly ConcurrentDictionary<Channel<string>, bool> _listening = new();
    private readonly SemaphoreSlim _followed = new(0);
    private readonly WebApplication _app;

    private FakeDockerEngine(WebApplication app, string socket) => (_app, Socket) = (app, socket);

    /// <summary>The path of its socket.</summary>
    public string Socket { get; }

    /// <summary>The status of its answers.</summary>
    public int Status { get; set; } = 200;

    /// <summary>What was asked of the list, as it was written.</summary>
    public ConcurrentQueue<string> Filters { get; } = new();

    /// <summary>Starts one.</summary>
    /// <param name="socket">The path of its socket.</param>
    public static async Task<FakeDockerEngine> StartAsync(string socket)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(socket));
        var app = builder.Build();
        var engine = new FakeDockerEngine(app, socket);
        app.MapGet("/containers/json", engine.ListAsync);
        app.MapGet("/events", engine.FollowAsync);
        await app.StartAsync();
        return engine;
    }

    /// <summary>Adds or replaces a container.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="label">Its label.</param>
    /// <param name="ip">Its address in the network <c>bridge</c>; empty for none.</param>
    /// <param name="status">In words, as <c>docker ps</c> shows them.</param>
    /// <param name="state">In a word.</param>
    /// <param name="ports">The ports it exposes.</param>
    public void Run(string name, string label, string ip, string status = "Up 2 minutes", string state = "running", params int[] ports) =>
        _containers[name] = (label, new JsonObject
        {
            ["Id"] = $"id-of-{name}",
            ["Names"] = new JsonArray($"/{name}"),
            ["State"] = state,
            [nameof(Status)] = status,
            ["Ports"] = new JsonArray([.. ports.Select(port => new JsonObject { ["PrivatePort"] = port, ["Type"] = "tcp" })]),
            ["NetworkSettings"] = new JsonObject { ["Networks"] = new JsonObject { ["bridge"] = new JsonObject { ["IPAddress"] = ip } } },
        });

    /// <summary>Removes a container.</summary>
    public void Remove(string name) => _containers.TryRemove(name, out _);

    /// <summary>Tells whoever follows that something happened.</summary>
    public void Tell(string action)
    {
        foreach (var listener in _listening.Keys) listener.Writer.TryWrite($$"""{"Type":"container","Action":"{{action}}"}""");
    }

    /// <summary>Hangs up on whoever follows.</summary>
    public void HangUp()
    {
        foreach (var listener in _listening.Keys) listener.Writer.TryComplete();
    }

    /// <summary>Waits for the next that follows.</summary>
    public Task FollowedAsync() => _followed.WaitAsync(TimeSpan.FromSeconds(20));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        HangUp();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task ListAsync(HttpContext http)
    {
        var filters = http.Request.Query["filters"].ToString();
        Filters.Enqueue(filters);
        var label = JsonDocument.Parse(filters).RootElement.GetProperty("label")[0].GetString();
        http.Response.StatusCode = Status;
        http.Response.ContentType = "application/json";
        var containers = _containers.Values.Where(held => held.Label == label || held.Label.Split('=')[0] == label).Select(held => held.Container.ToJsonString());
        await http.Response.WriteAsync($"[{string.Join(',', containers)}]");
    }

    private async Task FollowAsync(HttpContext http)
    {
        var events = Channel.CreateUnbounded<string>();
        _listening[events] = true;
        await http.Response.StartAsync();
        await http.Response.Body.FlushAsync();
        _followed.Release();
        try
        {
            await foreach (var line in events.Reader.ReadAllAsync(http.RequestAborted))
            {
                await http.Response.WriteAsync(line + "\n");
                await http.Response.Body.FlushAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Whoever followed has hung up.
        }

        _listening.TryRemove(events, out _);
    }
}
