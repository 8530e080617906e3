using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Pingap.Gateway.Admin;

/// <summary>What can be asked at the control channel: one line a route.</summary>
internal sealed class ControlRoutes
{
    private readonly Dictionary<string, Dictionary<string, Func<ControlCall, Task<ControlAnswer>>>> _routes = new(StringComparer.Ordinal);

    /// <summary>Adds a question.</summary>
    public ControlRoutes Get(string path, Func<ControlCall, Task<ControlAnswer>> answer) => Add(path, HttpMethods.Get, answer);

    /// <summary>Adds a command without a body.</summary>
    public ControlRoutes Post(string path, Func<ControlCall, Task<ControlAnswer>> answer) => Add(path, HttpMethods.Post, answer);

    /// <summary>Adds a command with a body.</summary>
    public ControlRoutes Post<T>(string path, JsonTypeInfo<T> type, Func<ControlCall, T, Task<ControlAnswer>> answer)
        where T : class => Add(path, HttpMethods.Post, call => ReadAsync(path, type, call, answer));

    /// <summary>Adds a command whose body may be missing.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="type">The type of the body.</param>
    /// <param name="missing">What is meant when there is no body.</param>
    /// <param name="answer">Does it.</param>
    public ControlRoutes Post<T>(string path, JsonTypeInfo<T> type, T missing, Func<ControlCall, T, Task<ControlAnswer>> answer)
        where T : class => Add(path, HttpMethods.Post, call => call.HasBody ? ReadAsync(path, type, call, answer) : answer(call, missing));

    /// <summary>Answers a request; one that no route is for too.</summary>
    public Task<ControlAnswer> AnswerAsync(string method, string path, ControlCall call)
    {
        if (_routes.TryGetValue(path, out var byMethod))
            return byMethod.TryGetValue(method, out var answer) ? answer(call) : WrongMethod(method, path, byMethod.Keys);
        return Task.FromResult(ControlAnswer.Refused(StatusCodes.Status404NotFound, $"there is no {path}"));
    }

    private static Task<ControlAnswer> WrongMethod(string method, string path, IEnumerable<string> methods) => Task.FromResult(ControlAnswer.Refused(
        StatusCodes.Status405MethodNotAllowed, $"{path} cannot be asked with {method}; use {string.Join(" or ", methods)}"));

    private static async Task<ControlAnswer> ReadAsync<T>(
        string path, JsonTypeInfo<T> type, ControlCall call, Func<ControlCall, T, Task<ControlAnswer>> answer)
        where T : class
    {
        T? body;
        try
        {
            body = await JsonSerializer.DeserializeAsync(call.Body, type, call.Gone).ConfigureAwait(false);
        }
        catch (JsonException wrong)
        {
            return ControlAnswer.Refused(StatusCodes.Status400BadRequest, $"the body is not the JSON that {path} takes: {wrong.Message.TrimEnd('.')}");
        }

        return body is null
            ? ControlAnswer.Refused(StatusCodes.Status400BadRequest, $"the body is null; {path} takes an object")
            : await answer(call, body).ConfigureAwait(false);
    }

    private ControlRoutes Add(string path, string method, Func<ControlCall, Task<ControlAnswer>> answer)
    {
        if (!_routes.TryGetValue(path, out var byMethod)) _routes.Add(path, byMethod = new(StringComparer.Ordinal));
        byMethod.Add(method, answer);
        return this;
    }
}
