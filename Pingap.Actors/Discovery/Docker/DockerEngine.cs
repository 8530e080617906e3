using System.Net.Sockets;
using System.Text.Json;

namespace Pingap.Actors.Discovery.Docker;

/// <summary>
/// Speaks to the Docker engine: the two calls that discovery needs, without a library that would bring a second JSON reader and reflection along.
/// </summary>
internal sealed class DockerEngine : IDisposable
{
    /// <summary>What changes which containers are ready, or where they are reached.</summary>
    private const string EventFilters =
        """{"type":["container"],"event":["start","stop","die","kill","pause","unpause","destroy","health_status"]}""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly DockerAddress _address;
    private readonly HttpClient _client;

    /// <summary>Connects when it is first asked.</summary>
    public DockerEngine(DockerAddress address)
    {
        _address = address;
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, ConnectTimeout = Patience, ConnectCallback = ConnectAsync })
        {
            BaseAddress = new Uri("http://docker/"),
            MaxResponseContentBufferSize = 16 << 20,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>The containers that have a label, whether ready or not.</summary>
    /// <exception cref="IOException">The engine cannot be asked, or its answer makes no sense; with a reason that may be shown.</exception>
    public async Task<IReadOnlyList<Container>> ContainersAsync(string label, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Patience);
        try
        {
            var filters = $$"""{"label":["{{JsonEncodedText.Encode(label)}}"]}""";
            using var answer = await _client.GetAsync(Target("containers/json", filters), deadline.Token).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode) throw new IOException($"the Docker engine at {_address} answers with status {(int)answer.StatusCode}");
            using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(deadline.Token).ConfigureAwait(false));
            if (body.RootElement.ValueKind is not JsonValueKind.Array) throw new JsonException("no list");
            return [.. body.RootElement.EnumerateArray().Select(Container.Read)];
        }
        catch (HttpRequestException unreachable)
        {
            throw new IOException($"the Docker engine at {_address} cannot be asked: {(unreachable.InnerException ?? unreachable).Message}", unreachable);
        }
        catch (JsonException senseless)
        {
            throw new IOException($"the Docker engine at {_address} answers with something that is no list of containers", senseless);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"the Docker engine at {_address} does not answer", late);
        }
    }

    /// <summary>Follows what happens to containers until the connection ends.</summary>
    /// <param name="began">Called once nothing more is missed.</param>
    /// <param name="happened">Called for everything that happens.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="HttpRequestException">There is no connection.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task FollowAsync(Action began, Action happened, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Target("events", EventFilters));
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode) throw new IOException($"status {(int)answer.StatusCode}");
        began();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false));
        while (await lines.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
        {
            if (line.Length > 0) happened();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static Uri Target(string path, string filters) => new($"{path}?filters={Uri.EscapeDataString(filters)}", UriKind.Relative);

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = _address.Socket is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (_address.Socket is { } path) await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation).ConfigureAwait(false);
            else await socket.ConnectAsync(_address.Host, _address.Port, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
