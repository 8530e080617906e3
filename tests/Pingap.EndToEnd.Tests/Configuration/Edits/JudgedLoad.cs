using System.Net;
using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.EndToEnd;

namespace Pingap.EndToEnd.Tests.Configuration.Edits;

/// <summary>
/// Clients that ask for the paths of an edited configuration, and judge each answer by the configurations that could have been in force while the request was under way.
/// </summary>
internal sealed class JudgedLoad : IAsyncDisposable
{
    private readonly Lock _turn = new();
    private readonly List<EditedConfig> _applied;
    private readonly List<string> _faults = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyDictionary<string, string> _names;
    private readonly Task[] _clients;
    private int _oldest;
    private long _requests;

    /// <summary>Starts the clients.</summary>
    /// <param name="proxy">Where to ask.</param>
    /// <param name="first">The configuration in force.</param>
    /// <param name="names">The names that backends answer with, by their addresses.</param>
    /// <param name="clients">How many.</param>
    public JudgedLoad(Uri proxy, EditedConfig first, IReadOnlyDictionary<string, string> names, int clients)
    {
        _applied = [first];
        _names = names;
        _clients = [.. Enumerable.Range(0, clients).Select(client => Task.Run(() => AskAsync(proxy, new Random(client))))];
    }

    /// <summary>How many answers have been judged.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Answers that no configuration explains.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_turn) return [.. _faults];
        }
    }

    /// <summary>From now on this one may be in force, too.</summary>
    public void MayApply(EditedConfig next)
    {
        lock (_turn) _applied.Add(next);
    }

    /// <summary>From now on only the last one is in force.</summary>
    public void HasApplied()
    {
        lock (_turn) _oldest = _applied.Count - 1;
    }

    /// <summary>Lets every client finish its request.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_clients);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task AskAsync(Uri proxy, Random random)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseProxy = false };
        using var http = new HttpClient(handler) { Timeout = Deadline.Generous };
        while (!_stop.IsCancellationRequested)
        {
            var path = random.Next(EditedConfig.Paths);
            int oldest;
            lock (_turn) oldest = _oldest;
            string? fault = null;
            HttpStatusCode status = default;
            string? backend = null;
            try
            {
                using var answer = await http.GetAsync(new Uri(proxy, $"/v{path}"));
                status = answer.StatusCode;
                backend = answer.Headers.TryGetValues(ExampleBackend.NameField, out var names) ? names.Single() : null;
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
            {
                fault = $"{failure.Message} {failure.InnerException?.Message}";
            }

            Judge(path, oldest, status, backend, fault);
        }
    }

    private void Judge(int path, int oldest, HttpStatusCode status, string? backend, string? fault)
    {
        Interlocked.Increment(ref _requests);
        lock (_turn)
        {
            var possible = _applied.Skip(oldest).ToList();
            var isExplained = fault is null && status switch
            {
                HttpStatusCode.OK => possible.Any(config => config.Routes.TryGetValue(path, out var backends) && backends.Any(address => _names[address] == backend)),
                HttpStatusCode.NotFound => possible.Any(config => !config.Routes.ContainsKey(path)),
                _ => false,
            };
            if (!isExplained) _faults.Add($"/v{path}: {(int)status} from {backend ?? "nobody"} {fault}; could be: {string.Join(" | ", possible.Select(config => Shown(config, path)))}");
        }
    }

    private string Shown(EditedConfig config, int path) =>
        config.Routes.TryGetValue(path, out var backends) ? string.Join(",", backends.Select(address => _names[address])) : "none";
}
