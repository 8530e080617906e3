using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pingap.Gateway.Admin;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Control;

/// <summary>Asks a running proxy at its control channel.</summary>
internal sealed class ControlClient : IDisposable
{
    // Longer than the proxy's own deadlines: it says better than a client can what took so long.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private readonly HttpClient _http;

    /// <summary>For the channel at a socket; nothing is connected yet.</summary>
    /// <param name="socket">The path of the socket.</param>
    public ControlClient(string socket)
    {
        Socket = socket;
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, cancellation) => await ConnectAsync(socket, cancellation),
        })
        {
            BaseAddress = new Uri("http://pingap"),
            Timeout = Deadline,
        };

        // A configuration that is too large is refused before it is sent; otherwise the refusal would be lost in a broken pipe.
        _http.DefaultRequestHeaders.ExpectContinue = true;
    }

    /// <summary>The path of the socket.</summary>
    public string Socket { get; }

    /// <summary>Asks a question.</summary>
    public Task<ControlReply<T>> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), type, cancellation);

    /// <summary>Gives a command without a body.</summary>
    public Task<ControlReply<T>> PostAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path), type, cancellation);

    /// <summary>Gives a command.</summary>
    public Task<ControlReply<T>> PostAsync<TBody, T>(
        string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, CancellationToken cancellation) => SendAsync(
        new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, bodyType)) },
        type,
        cancellation);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<ControlReply<T>> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        try
        {
            using (request)
            using (var response = await _http.SendAsync(request, cancellation))
            {
                var json = await response.Content.ReadAsStringAsync(cancellation);
                return response.StatusCode switch
                {
                    HttpStatusCode.OK => new ControlReply<T>.Done(JsonSerializer.Deserialize(json, type)!, json),
                    HttpStatusCode.GatewayTimeout => new ControlReply<T>.Late(Error(response.StatusCode, json), json),
                    var status => new ControlReply<T>.Refused(Error(status, json), json),
                };
            }
        }
        catch (HttpRequestException broken)
        {
            return new ControlReply<T>.Unreachable($"{Socket}: {Reason(broken)}");
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ControlReply<T>.Late(
                new ErrorAnswer($"{Socket}: no answer within {Deadline.TotalSeconds:0} s; what was asked for may still happen", null, []), "");
        }
        catch (JsonException)
        {
            return new ControlReply<T>.Unreachable($"{Socket}: what answers there speaks another language; is it a proxy of this version?");
        }
    }

    private static ErrorAnswer Error(HttpStatusCode status, string json) => json.Length > 0
        ? JsonSerializer.Deserialize(json, ControlJson.Wire.ErrorAnswer)!
        : new ErrorAnswer($"the proxy answered {(int)status}; its log says why", null, []);

    private static async Task<NetworkStream> ConnectAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            // Before anything is said: what a configuration holds is for the proxy alone.
            var server = ControlPeer.ServerOf(socket);
            if (!server.IsAllowed) throw new UnauthorizedAccessException($"the process that listens there is {server.Name}'s, neither yours nor root's");
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Reason(HttpRequestException broken) => broken.InnerException switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "no proxy listens there any more",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "only the user that runs the proxy, and root, may connect",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "there is no such socket",
        SocketException other => other.Message,
        ArgumentOutOfRangeException => "the path is too long for a socket",
        { } other => other.Message.TrimEnd('.'),
        null => broken.Message.TrimEnd('.'),
    };
}
