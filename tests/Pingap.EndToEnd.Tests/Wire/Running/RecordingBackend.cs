using System.Net;
using System.Net.Sockets;
using System.Text;
using Pingap.EndToEnd.Tests.Wire.Reading;

namespace Pingap.EndToEnd.Tests.Wire.Running;

/// <summary>A backend on 127.0.0.1 that reads requests to the letter, remembers them, and remembers also what is none.</summary>
public sealed class RecordingBackend : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<WireMessage, Play> _play;
    private readonly Lock _gate = new();
    private readonly List<Received> _received = [];
    private readonly List<string> _begun = [];
    private readonly List<string> _malformed = [];
    private readonly Task _serving;

    /// <summary>Starts one.</summary>
    /// <param name="play">What it does with a request; <see cref="Play.Echo"/> when not given.</param>
    public RecordingBackend(Func<WireMessage, Play>? play = null)
    {
        _play = play ?? Play.Echo;
        _listener.Start();
        Address = $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _serving = ServeAsync();
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>The requests that were whole, since the last time this was asked.</summary>
    public IReadOnlyList<Received> TakeReceived() => Take(_received);

    /// <summary>The first octets of all requests that began, whole or not, since the last time this was asked.</summary>
    public IReadOnlyList<string> TakeBegun() => Take(_begun);

    /// <summary>What came, since the last time this was asked, and is no request, or came on a connection that should not be used again.</summary>
    public IReadOnlyList<string> TakeMalformed() => Take(_malformed);

    /// <summary>Forgets what came so far.</summary>
    public void Forget()
    {
        TakeReceived();
        TakeBegun();
        TakeMalformed();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
    }

    private List<T> Take<T>(List<T> from)
    {
        lock (_gate)
        {
            var taken = from.ToList();
            from.Clear();
            return taken;
        }
    }

    private void Add<T>(List<T> to, T item)
    {
        lock (_gate) to.Add(item);
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            for (var number = 1; ; number++)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                socket.NoDelay = true;
                connections.RemoveAll(each => each.IsCompletedSuccessfully);
                connections.Add(ServeAsync(socket, number));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or InvalidOperationException) // the last: "not listening" any more
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        var buffer = new byte[16 * 1024];
        var text = "";
        string? spoiled = null;
        using (socket)
        {
            try
            {
                while (true)
                {
                    var count = await socket.ReceiveAsync(buffer, _stop.Token);
                    // A request that ends too early is what a proxy leaves behind whose own client has failed it.
                    if (count == 0) return;
                    if (text.Length == 0) Add(_begun, Encoding.Latin1.GetString(buffer, 0, Math.Min(count, 80)));
                    text += Encoding.Latin1.GetString(buffer, 0, count);
                    if (spoiled is not null)
                    {
                        // Closed, so that the request is sent again elsewhere and spoils no test but this one.
                        Add(_malformed, $"{text} (on a connection spoiled by {spoiled})");
                        return;
                    }

                    var at = 0;
                    while (at < text.Length && RequestReader.Read(text, ref at, out var request) is not Verdict.Incomplete and var verdict)
                    {
                        if (verdict is Verdict.Malformed)
                        {
                            Add(_malformed, text[at..]);
                            return;
                        }

                        Add(_received, new(request!, number));
                        var play = _play(request!);
                        foreach (var part in play.Parts) await socket.SendAsync(Encoding.Latin1.GetBytes(part), _stop.Token);
                        if (play.End is PlayEnd.Close) return;
                        if (play.End is PlayEnd.Spoil) spoiled = request!.StartLine;
                    }

                    text = text[at..];
                }
            }
            catch (Exception gone) when (gone is SocketException or OperationCanceledException)
            {
                // The proxy has hung up, or the test is over.
                return;
            }
        }
    }
}
