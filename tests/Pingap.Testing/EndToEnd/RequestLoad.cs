using System.Diagnostics;

namespace Pingap.Testing.EndToEnd;

/// <summary>Clients that send one request after the other, each on a connection of its own, until they are stopped or have sent enough.</summary>
public sealed class RequestLoad : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Uri[] _urls;
    private readonly List<Answer> _answers = [];
    private readonly List<Waiter> _waiters = [];
    private readonly Task[] _clients;
    private int _left;
    private int _connections;

    private RequestLoad(int clients, int requests, Uri[] urls)
    {
        _urls = urls;
        _left = requests;
        _clients = [.. Enumerable.Range(0, clients).Select(client => Task.Run(() => SendAllAsync(client)))];
    }

    /// <summary>Sends a number of requests and returns what came of them.</summary>
    public static async Task<LoadReport> RunAsync(int clients, int requests, Uri url)
    {
        var load = new RequestLoad(clients, requests, [url]);
        await Task.WhenAll(load._clients);
        return load.Report();
    }

    /// <summary>Starts clients that go on until <see cref="StopAsync"/>; each asks for one of the URLs after the other.</summary>
    public static RequestLoad Start(int clients, params Uri[] urls) => new(clients, int.MaxValue, urls);

    /// <summary>Returns when this many more requests were sent and have ended in the way wanted.</summary>
    /// <param name="count">How many.</param>
    /// <param name="wanted">Which ones count; by default all.</param>
    /// <exception cref="TimeoutException">They did not within 60 s.</exception>
    public Task NextAsync(int count, Predicate<Answer>? wanted = null)
    {
        var waiter = new Waiter(wanted ?? (_ => true), Stopwatch.GetTimestamp(), count);
        lock (_answers) _waiters.Add(waiter);
        return waiter.Reached.Task.WaitAsync(Deadline);
    }

    /// <summary>Lets every client finish its request, and returns what came of all.</summary>
    public async Task<LoadReport> StopAsync()
    {
        await DisposeAsync();
        return Report();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref _left, 0);
        await Task.WhenAll(_clients);
    }

    private LoadReport Report()
    {
        lock (_answers) return new LoadReport([.. _answers], _connections);
    }

    private async Task SendAllAsync(int client)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseProxy = false, UseCookies = false };
        handler.PlaintextStreamFilter = (context, _) =>
        {
            Interlocked.Increment(ref _connections);
            return ValueTask.FromResult(context.PlaintextStream);
        };
        using var http = new HttpClient(handler) { Timeout = Deadline };
        for (var i = client; Interlocked.Decrement(ref _left) >= 0; i++) Add(await SendAsync(http, _urls[i % _urls.Length]));
    }

    private static async Task<Answer> SendAsync(HttpClient http, Uri url)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var response = await http.GetAsync(url);
            var backend = response.Headers.TryGetValues(ExampleBackend.NameField, out var names) ? names.First() : null;
            return new Answer(started, (int)response.StatusCode, backend, null);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return new Answer(started, 0, null, $"{url}: {failure.Message} {failure.InnerException?.Message}");
        }
    }

    private void Add(Answer answer)
    {
        lock (_answers)
        {
            _answers.Add(answer);
            _waiters.RemoveAll(waiter => waiter.IsReachedWith(answer));
        }
    }

    private sealed class Waiter(Predicate<Answer> wanted, long since, int left)
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsReachedWith(Answer answer) =>
            answer.Started >= since && wanted(answer) && --left == 0 && Reached.TrySetResult();
    }
}
