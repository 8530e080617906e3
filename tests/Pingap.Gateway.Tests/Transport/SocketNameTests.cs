using System.Net;
using System.Net.Sockets;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Tests.Transport;

public sealed class SocketNameTests
{
    [Theory]
    [InlineData("192.0.2.1:80")]
    [InlineData("[2001:db8::1%3]:443")]
    public void An_address_is_read_as_it_was_written(string text)
    {
        var address = IPEndPoint.Parse(text);
        Span<byte> name = stackalloc byte[SocketName.MostBytes];
        var length = SocketName.Write(address, name);
        Assert.Equal(address, SocketName.Read(name[..length]));
    }

    [Fact]
    public void A_clients_path_of_any_octets_is_no_path_and_no_failure()
    {
        Span<byte> name = stackalloc byte[110];
        name.Fill(0xff);
        BitConverter.TryWriteBytes(name, (ushort)1);
        Assert.Equal(AddressFamily.Unix, SocketName.Read(name)!.AddressFamily);
    }
}
