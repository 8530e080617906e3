using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Tests.Pipeline;

public sealed class RequestHashTests
{
    [Theory]
    [InlineData(HashSource.Url, "", "/a?b=1", "/a?b=2")]
    [InlineData(HashSource.Path, "", "/a?b=1", "/b?b=1")]
    [InlineData(HashSource.Query, "b", "/a?b=1", "/a?b=2")]
    public void Requests_are_told_apart_by_what_is_named(HashSource source, string name, string target, string other) =>
        Assert.NotEqual(Of(source, name, target), Of(source, name, other));

    [Theory]
    [InlineData(HashSource.Url, "", "/a?b=1", "http://host/a?b=1")]
    [InlineData(HashSource.Path, "", "/a?b=1", "/%61?c=2")]
    [InlineData(HashSource.Query, "b", "/a?b=1", "/z?x=9&b=1&b=2")]
    public void Requests_with_the_same_part_are_one(HashSource source, string name, string target, string other) =>
        Assert.Equal(Of(source, name, target), Of(source, name, other));

    [Fact]
    public void Fields_and_cookies_tell_apart()
    {
        Assert.NotEqual(Of(HashSource.Header, "X-User", "/", "X-User", "ann"), Of(HashSource.Header, "X-User", "/", "X-User", "bob"));
        Assert.NotEqual(Of(HashSource.Cookie, "s", "/", "Cookie", "a=1; s=x"), Of(HashSource.Cookie, "s", "/", "Cookie", "a=1; s=y"));
        Assert.Equal(Of(HashSource.Cookie, "s", "/", "Cookie", "a=1; s=x"), Of(HashSource.Cookie, "s", "/other", "Cookie", "s=x"));
    }

    [Theory]
    [InlineData(HashSource.ClientAddress, "")]
    [InlineData(HashSource.Header, "X-User")]
    [InlineData(HashSource.Cookie, "s")]
    [InlineData(HashSource.Query, "q")]
    public void Without_the_part_the_clients_address_stands_for_it(HashSource source, string name)
    {
        Assert.Equal(ClientAddress.Hash(IPAddress.Parse("192.0.2.7")), Of(source, name, "/a?b=1"));
        Assert.Equal(Of(source, name, "/a"), Of(source, name, "/b?q="));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var context = Context("/a?b=1&id=7", "Cookie", "x=1; s=abc");
        HashKeyConfig[] keys = [new(HashSource.Url, ""), new(HashSource.Path, ""), new(HashSource.Cookie, "s"), new(HashSource.Query, "id"), new(HashSource.Header, "Cookie")];
        foreach (var key in keys) RequestHash.Of(context, key);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var key in keys) RequestHash.Of(context, key);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static ulong Of(HashSource source, string name, string target, string field = "", string value = "") =>
        RequestHash.Of(Context(target, field, value), new(source, name));

    private static ProxyContext Context(string target, string field, string value)
    {
        var features = new FeatureCollection();
        var request = new HttpRequestFeature { Method = "GET", Scheme = "http", RawTarget = target, Protocol = "HTTP/1.1" };
        request.Headers.Host = "host";
        if (field.Length > 0) request.Headers[field] = value;
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature { RemoteIpAddress = IPAddress.Parse("192.0.2.7") });
        var context = new ProxyContext();
        context.Begin(features);
        context.Trust(TrustedProxies.Nobody);
        Assert.True(context.TryReadHead());
        return context;
    }
}
