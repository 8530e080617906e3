using System.Collections;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;
using Pingap.Gateway.Pipeline;
using Pingap.Gateway.Proxying;

namespace Pingap.Gateway.Tests.Proxying;

public sealed class GatewayApplicationTests
{
    [Fact]
    public void A_connection_is_told_where_its_context_is_kept_and_has_another_after_it_was_given_up()
    {
        var application = new GatewayApplication(handler: null!);
        var server = new Server("HTTP/1.1");
        var first = application.CreateContext(server);
        application.DisposeContext(first, null);
        Assert.Same(server, server.Connection.Contexts);
        Assert.Same(first, application.CreateContext(server));
        application.DisposeContext(first, null);
        server.Connection.Contexts!.HostContext = null;
        Assert.NotSame(first, application.CreateContext(server));
    }

    [Fact]
    public void The_context_of_a_stream_of_HTTP_2_is_the_streams()
    {
        var server = new Server("HTTP/2");
        new GatewayApplication(handler: null!).CreateContext(server);
        Assert.NotNull(server.HostContext);
        Assert.Null(server.Connection.Contexts);
    }

    /// <summary>The features of a request, which the server keeps with its connection or stream.</summary>
    private sealed class Server : IFeatureCollection, IHostContextContainer<ProxyContext>
    {
        private readonly FeatureCollection _features = new();

        public Server(string protocol)
        {
            _features.Set<IHttpRequestFeature>(new HttpRequestFeature { Protocol = protocol });
            _features.Set<IContextFeature>(Connection);
        }

        public Kept Connection { get; } = new();

        public ProxyContext? HostContext { get; set; }

        public bool IsReadOnly => false;

        public int Revision => _features.Revision;

        public object? this[Type key]
        {
            get => _features[key];
            set => _features[key] = value;
        }

        public TFeature? Get<TFeature>() => _features.Get<TFeature>();

        public void Set<TFeature>(TFeature? instance) => _features.Set(instance);

        public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Kept : IContextFeature
    {
        public IHostContextContainer<ProxyContext>? Contexts { get; set; }
    }
}
