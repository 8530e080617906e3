using Microsoft.AspNetCore.Http;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Tests.Pipeline;

public sealed class RequestFieldsTests
{
    private readonly RequestFields _fields = new();

    [Fact]
    public void The_same_fields_again_are_of_the_same_version_and_others_are_not()
    {
        var first = Read(("Host", "a"), ("Accept", "*/*"));
        Assert.Equal(first, Read(("Host", "a"), ("Accept", "*/*")));
        var changed = Read(("Host", "a"), ("Accept", "text/html"));
        Assert.NotEqual(first, changed);
        var fewer = Read(("Host", "a"));
        Assert.NotEqual(changed, fewer);
        Assert.Equal(1, _fields.All.Length);
        Assert.NotEqual(fewer, Read(("Host", "a"), ("Accept", "*/*")));
        Assert.Equal("*/*", _fields.All[1].Value);
    }

    [Fact]
    public void Whether_they_are_well_formed_is_found_out_for_each_version()
    {
        Read(("Host", "a"));
        Assert.True(_fields.AreWellFormed());
        Read(("Host", "a\u0001"));
        Assert.False(_fields.AreWellFormed());
        Read(("Host", "a"));
        Assert.True(_fields.AreWellFormed());
    }

    [Fact]
    public void Nothing_is_allocated_for_fields_that_are_repeated()
    {
        var header = Header(("Host", "a"), ("Accept", "*/*"));
        _fields.Read(header);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _fields.Read(header);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private int Read(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        _fields.Read(Header(fields));
        return _fields.Version;
    }

    private static HeaderDictionary Header(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var header = new HeaderDictionary();
        // As a server reads them: new strings each time.
        foreach (var (name, value) in fields) header[new string(name)] = new string(value);
        return header;
    }
}
