using System.Collections.Concurrent;
using Grpc.Core;

namespace Pingap.EndToEnd.Tests.Protocols;

/// <summary>The backend of the gRPC tests.</summary>
internal sealed class TalkService : TalkServiceBase
{
    /// <summary>What <see cref="Say"/> fails at.</summary>
    public const string Unspeakable = "unspeakable";

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _begun = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _cancelled = new();

    /// <summary>Ends when a <see cref="Wait"/> of this text has begun.</summary>
    public Task Begun(string text) => _begun.GetOrAdd(text, _ => new()).Task;

    /// <summary>Ends when a <see cref="Wait"/> of this text was cancelled by its client.</summary>
    public Task Cancelled(string text) => _cancelled.GetOrAdd(text, _ => new()).Task;

    public override Task<string> Say(string request, ServerCallContext context)
    {
        context.ResponseTrailers.Add("x-length", $"{request.Length}");
        if (request == Unspeakable) throw new RpcException(new Status(StatusCode.FailedPrecondition, "not in this house: ä%"));
        return Task.FromResult(request);
    }

    public override async Task Spell(string request, IServerStreamWriter<string> responses, ServerCallContext context)
    {
        await context.WriteResponseHeadersAsync(new() { { "x-first", "header" } });
        foreach (var letter in request) await responses.WriteAsync($"{letter}");
        context.ResponseTrailers.Add("x-length", $"{request.Length}");
    }

    public override async Task<string> Join(IAsyncStreamReader<string> requests, ServerCallContext context)
    {
        var all = "";
        await foreach (var request in requests.ReadAllAsync(context.CancellationToken)) all += request;
        return all;
    }

    public override async Task Echo(IAsyncStreamReader<string> requests, IServerStreamWriter<string> responses, ServerCallContext context)
    {
        await foreach (var request in requests.ReadAllAsync(context.CancellationToken)) await responses.WriteAsync(request);
    }

    public override async Task<string> Wait(string request, ServerCallContext context)
    {
        _begun.GetOrAdd(request, _ => new()).TrySetResult();
        var cancelled = _cancelled.GetOrAdd(request, _ => new());
        await using var registration = context.CancellationToken.Register(() => cancelled.TrySetResult());
        await cancelled.Task;
        return request;
    }
}
