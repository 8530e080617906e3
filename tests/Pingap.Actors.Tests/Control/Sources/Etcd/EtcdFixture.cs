using Pingap.Actors.Control.Sources.Etcd;
using Pingap.Testing.Processes;

namespace Pingap.Actors.Tests.Control.Sources.Etcd;

/// <summary>A real etcd for the tests of one class, which keep apart by the path of their keys.</summary>
public sealed class EtcdFixture : IAsyncLifetime
{
    /// <summary>How long anything may take on a busy machine.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public EtcdServer Etcd { get; private set; } = null!;

    public static EtcdAddress Address(string text) =>
        EtcdAddressText.TryParse(text, _ => null, out var address, out var wrong) ? address : throw new ArgumentException(string.Join('\n', wrong));

    public static EtcdAddress AddressOf(EtcdServer etcd, string pathAndQuery) => Address($"etcd://127.0.0.1:{etcd.Port}{pathAndQuery}");

    public async Task InitializeAsync() => Etcd = await EtcdServer.StartAsync();

    public async Task DisposeAsync()
    {
        if (Etcd is not null) await Etcd.DisposeAsync();
    }
}
