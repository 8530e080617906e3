namespace Pingap.EndToEnd.Tests.Running;

/// <summary>One running proxy, with its backends and clients, for all tests of a class.</summary>
public abstract class ProxyFixture : IAsyncLifetime
{
    private readonly Stack<IAsyncDisposable> _owned = new();
    private RunningProxy? _proxy;

    /// <summary>The proxy.</summary>
    public RunningProxy Proxy => _proxy!;

    /// <summary>Where the server named <c>http</c>, or <see cref="FirstServer"/>, listens.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>A client with base address <see cref="Url"/>; speaks HTTP/1.1 unless a request wants otherwise.</summary>
    public HttpClient Client { get; } = Clients.Http();

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var toml = await ConfigureAsync();
        _proxy = Own(RunningProxy.Start(toml, Files));
        Url = await _proxy.UrlAsync(FirstServer);
        Client.BaseAddress = Url;
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        Client.Dispose();
        while (_owned.TryPop(out var owned)) await owned.DisposeAsync();
    }

    /// <summary>The server that <see cref="Client"/> speaks to.</summary>
    protected virtual string FirstServer => "http";

    /// <summary>What stands beside the configuration.</summary>
    protected virtual IEnumerable<(string Path, string Text)> Files => [];

    /// <summary>Starts the backends and writes the configuration, which has a server named <c>http</c>.</summary>
    protected abstract Task<string> ConfigureAsync();

    /// <summary>Starts a backend that ends with the tests.</summary>
    protected async Task<Backend> BackendAsync(BackendOptions? options = null) => Own(await Backend.StartAsync(options ?? new()));

    /// <summary>Takes care of the end of something.</summary>
    protected T Own<T>(T disposable)
        where T : IAsyncDisposable
    {
        _owned.Push(disposable);
        return disposable;
    }
}
