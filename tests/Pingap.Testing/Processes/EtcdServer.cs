using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Etcdserverpb;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Pingap.Testing.EndToEnd;

namespace Pingap.Testing.Processes;

/// <summary>The real etcd in a process of its own, with its data in a folder that goes when it goes. Can be killed and started again on the same port.</summary>
public sealed class EtcdServer : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("pingap-etcd-");
    private readonly int _peerPort = FreePort.Next();
    private readonly string[] _options;
    private readonly GrpcChannel _channel;
    private readonly Metadata _headers = [];
    private Process? _process;
    private Task _reading = Task.CompletedTask;

    private EtcdServer(string scheme, HttpMessageHandler handler, string[] options)
    {
        _options = options;
        Url = $"{scheme}://127.0.0.1:{Port}";
        _channel = GrpcChannel.ForAddress(Url, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
    }

    /// <summary>The port of 127.0.0.1 where clients are served.</summary>
    public int Port { get; } = FreePort.Next();

    /// <summary>Where clients are served.</summary>
    public string Url { get; }

    private KV.KVClient Keys => new(_channel);

    /// <summary>Starts one; it serves when this returns.</summary>
    /// <exception cref="FileNotFoundException">etcd is not installed.</exception>
    public static Task<EtcdServer> StartAsync() => StartAsync(new EtcdServer("http", new SocketsHttpHandler(), []));

    /// <summary>Starts one that speaks TLS and wants certificates of its clients.</summary>
    /// <param name="certificateFile">What it shows; PEM.</param>
    /// <param name="keyFile">The key of that; PEM.</param>
    /// <param name="authorityFile">Whose certificates it takes; PEM.</param>
    /// <param name="handler">How this class connects to it.</param>
    /// <exception cref="FileNotFoundException">etcd is not installed.</exception>
    public static Task<EtcdServer> StartWithTlsAsync(string certificateFile, string keyFile, string authorityFile, HttpMessageHandler handler) => StartAsync(
        new EtcdServer("https", handler, ["--cert-file", certificateFile, "--key-file", keyFile, "--trusted-ca-file", authorityFile, "--client-cert-auth"]));

    /// <summary>Stores a value.</summary>
    public async Task PutAsync(string key, string value) => await PutAsync(key, ByteString.CopyFromUtf8(value));

    /// <summary>Stores bytes.</summary>
    public async Task PutAsync(string key, ByteString value) =>
        await Keys.PutAsync(new PutRequest { Key = ByteString.CopyFromUtf8(key), Value = value }, _headers);

    /// <summary>Stores values and removes keys (those with <c>null</c>) in one transaction.</summary>
    public async Task ChangeAsync(params (string Key, string? Value)[] changes)
    {
        var transaction = new TxnRequest();
        foreach (var (key, value) in changes)
        {
            var bytes = ByteString.CopyFromUtf8(key);
            transaction.Success.Add(value is null
                ? new RequestOp { RequestDeleteRange = new DeleteRangeRequest { Key = bytes } }
                : new RequestOp { RequestPut = new PutRequest { Key = bytes, Value = ByteString.CopyFromUtf8(value) } });
        }

        await Keys.TxnAsync(transaction, _headers);
    }

    /// <summary>Removes a key.</summary>
    public Task DeleteAsync(string key) => ChangeAsync((key, null));

    /// <summary>Forgets all revisions but the current one.</summary>
    public async Task CompactAsync()
    {
        var now = await Keys.RangeAsync(new RangeRequest { Key = ByteString.CopyFromUtf8("/") }, _headers);
        await Keys.CompactAsync(new CompactionRequest { Revision = now.Header.Revision, Physical = true }, _headers);
    }

    /// <summary>From now on it asks who asks: <c>root</c> may everything.</summary>
    public async Task EnableAuthenticationAsync(string rootPassword)
    {
        var auth = new Auth.AuthClient(_channel);
        await auth.UserAddAsync(new AuthUserAddRequest { Name = "root", Password = rootPassword });
        await auth.RoleAddAsync(new AuthRoleAddRequest { Name = "root" });
        await auth.UserGrantRoleAsync(new AuthUserGrantRoleRequest { User = "root", Role = "root" });
        await auth.AuthEnableAsync(new AuthEnableRequest());
        await SignInAsync(rootPassword);
    }

    /// <summary>Adds a user without any role.</summary>
    public async Task AddUserAsync(string name, string password) =>
        await new Auth.AuthClient(_channel).UserAddAsync(new AuthUserAddRequest { Name = name, Password = password }, _headers);

    /// <summary>Kills it, as the loss of a machine does.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process) return;
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        await _reading;
        process.Dispose();
        _process = null;
    }

    /// <summary>Starts it again after <see cref="KillAsync"/>, with all it had stored.</summary>
    public async Task StartAgainAsync()
    {
        var errors = new ProcessLines("etcd's standard error");
        _process = StartProcess();
        _reading = Task.WhenAll(errors.ReadAllAsync(_process.StandardError), _process.StandardOutput.ReadToEndAsync());
        await errors.WaitForAsync(line => line.Contains("serving client traffic", StringComparison.Ordinal), Deadline, errors);
    }

    /// <summary>Starts it after <see cref="KillAsync"/> with nothing stored, at revision 1.</summary>
    public Task StartEmptyAsync()
    {
        foreach (var folder in _data.EnumerateDirectories()) folder.Delete(recursive: true);
        return StartAgainAsync();
    }

    /// <summary>Proves who this class is, after a restart of an etcd that asks.</summary>
    public async Task SignInAsync(string rootPassword)
    {
        _headers.Clear();
        var answer = await new Auth.AuthClient(_channel).AuthenticateAsync(new AuthenticateRequest { Name = "root", Password = rootPassword });
        _headers.Add("token", answer.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await KillAsync();
        _data.Delete(recursive: true);
    }

    private static async Task<EtcdServer> StartAsync(EtcdServer server)
    {
        try
        {
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private Process StartProcess()
    {
        var peer = $"http://127.0.0.1:{_peerPort}";
        var start = new ProcessStartInfo("etcd",
        [
            "--name", "test", "--data-dir", Path.Combine(_data.FullName, "data"),
            "--listen-client-urls", Url, "--advertise-client-urls", Url,
            "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", $"test={peer}",
            "--logger", "zap", "--log-outputs", "stderr", .. _options,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in start.Environment.Keys.Where(name => name.StartsWith("ETCD_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(variable);
        if (RuntimeInformation.ProcessArchitecture is Architecture.Arm64) start.Environment["ETCD_UNSUPPORTED_ARCH"] = "arm64";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new FileNotFoundException("There is no etcd here, which this test needs; apt-get install etcd-server.", missing);
        }
    }
}
