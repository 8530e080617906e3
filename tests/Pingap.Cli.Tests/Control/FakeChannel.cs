using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Pingap.Actors.Control;
using Pingap.Cli.State;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Tests.Control;

/// <summary>A state directory in which something answers at the control channel as a test has it answer.</summary>
internal sealed class FakeChannel : IAsyncDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("pingap-");
    private readonly List<WebApplication> _servers = [];
    private readonly ConcurrentDictionary<string, (int Status, string Json)> _answers = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(int Status, string Json)>> _next = new();

    /// <summary>The state directory.</summary>
    public string Root => _root.FullName;

    /// <summary>What was asked, as <c>POST /v1/config/apply {…}</c>.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>What it answers for the proxy that runs by a source.</summary>
    public static ProxyInfo Proxy(string source, int pid = 42) => new("pingap", pid, "0.1.0", source, DateTimeOffset.UnixEpoch, 1);

    /// <summary>A file beside the channels.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Answers 200 to what is asked at a path.</summary>
    public FakeChannel Answer<T>(string path, T value, JsonTypeInfo<T> type) => Answer(path, 200, JsonSerializer.Serialize(value, type));

    /// <summary>Answers 200 to what is asked at a path next, once; then the following of these, or what it answers always.</summary>
    public FakeChannel AnswerNext<T>(string path, T value, JsonTypeInfo<T> type)
    {
        _next.GetOrAdd(path, _ => new()).Enqueue((200, JsonSerializer.Serialize(value, type)));
        return this;
    }

    /// <summary>Refuses what is asked at a path.</summary>
    public FakeChannel Refuse(string path, ErrorAnswer error) =>
        Answer(path, error.Reason is ApplyRefusal.UnknownVersion ? 404 : 422, JsonSerializer.Serialize(error, ControlJson.Wire.ErrorAnswer));

    /// <summary>Answers anything to what is asked at a path.</summary>
    public FakeChannel Answer(string path, int status, string json)
    {
        _answers[path] = (status, json);
        return this;
    }

    /// <summary>Opens the channel of a source.</summary>
    /// <returns>The path of its socket.</returns>
    public async Task<string> OpenAsync(string source = "/etc/pingap.toml", int pid = 42)
    {
        var socket = Path.Combine(_root.CreateSubdirectory(StateNames.OfSource(source)).FullName, StateNames.Socket);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(socket));
        var server = builder.Build();
        server.Run(http => AnswerAsync(http, Proxy(source, pid)));
        await server.StartAsync();
        _servers.Add(server);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        _root.Delete(recursive: true);
    }

    private async Task AnswerAsync(HttpContext http, ProxyInfo self)
    {
        if (http.Request.Path == "/v1/proxy" && !_answers.ContainsKey("/v1/proxy"))
        {
            await http.Response.WriteAsync(JsonSerializer.Serialize(self, ControlJson.Wire.ProxyInfo));
            return;
        }

        using var body = new StreamReader(http.Request.Body, Encoding.UTF8);
        Asked.Enqueue($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString} {await body.ReadToEndAsync()}".TrimEnd());
        var (status, json) = _next.TryGetValue(http.Request.Path, out var next) && next.TryDequeue(out var first) ? first : _answers[http.Request.Path];
        http.Response.StatusCode = status;
        await http.Response.WriteAsync(json);
    }
}
