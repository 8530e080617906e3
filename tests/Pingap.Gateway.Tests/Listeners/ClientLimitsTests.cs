using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Listeners;

namespace Pingap.Gateway.Tests.Listeners;

public sealed class ClientLimitsTests
{
    [Fact]
    public void Another_configuration_changes_the_limits_of_a_running_server()
    {
        var kestrel = new KestrelServerLimits();
        var limits = new ClientLimits();
        limits.Govern(kestrel);
        Assert.Equal(TimeSpan.FromSeconds(10), kestrel.RequestHeadersTimeout);
        Assert.Equal(100, kestrel.Http2.MaxStreamsPerConnection);

        limits.Take(BasicConfig.Default with
        {
            Clients = new(null, 0, HeaderTimeout: TimeSpan.FromSeconds(3), KeepAlive: TimeSpan.FromSeconds(4), MinimumRate: 0, MaxStreams: 7),
        });
        Assert.Equal(TimeSpan.FromSeconds(3), kestrel.RequestHeadersTimeout);
        Assert.Equal(TimeSpan.FromSeconds(4), kestrel.KeepAliveTimeout);
        Assert.Null(kestrel.MinResponseDataRate);
        Assert.Equal(7, kestrel.Http2.MaxStreamsPerConnection);
    }

    [Theory]
    [InlineData("Limit                     Soft Limit           Hard Limit           Units     \nMax open files            1024                 4096                 files     \n", 1024)]
    [InlineData("Max open files            unlimited            unlimited            files     \n", int.MaxValue)]
    [InlineData("Max processes             7                    7                    processes \n", 16384)]
    public void Descriptors_are_counted_as_the_system_says(string limits, int most) => Assert.Equal(most, Descriptors.Parse(limits));
}
