using System.Net.Sockets;

namespace Pingap.EndToEnd.Tests.Running;

/// <summary>A running proxy that listens on a Unix domain socket, in a server named <c>local</c>.</summary>
public abstract class UnixSocketFixture : ProxyFixture
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pingap-");

    protected UnixSocketFixture()
    {
        Local = new HttpClient(Handler()) { BaseAddress = new Uri("http://local.test"), Timeout = Deadline.Generous };
        Own(new Folder(this));
    }

    /// <summary>A client of the socket.</summary>
    public HttpClient Local { get; }

    /// <summary>Where it listens.</summary>
    public string SocketPath => Path.Combine(_folder.FullName, "http.sock");

    /// <inheritdoc/>
    protected override string FirstServer => "local";

    private SocketsHttpHandler Handler()
    {
        var handler = Clients.Handler();
        handler.ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        };
        return handler;
    }

    private sealed class Folder(UnixSocketFixture owner) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            owner.Local.Dispose();
            owner._folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
