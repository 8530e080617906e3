using System.Text;
using Google.Protobuf;

namespace Pingap.Actors.Control.Sources.Etcd;

/// <summary>Which keys are the configuration, and what people call them.</summary>
internal static class EtcdKeys
{
    // Pingap keeps the earlier value of a key beside it, as <key>-<unix seconds>.
    private const int ShortestTimestamp = 10;

    /// <summary>The first key of an address.</summary>
    public static ByteString First(EtcdAddress address) => ByteString.CopyFromUtf8(address.IsOneKey ? address.Path : address.Path + "/");

    /// <summary>Where the keys of an address end: before this one, or after the first when empty.</summary>
    public static ByteString End(EtcdAddress address) =>
        address.IsOneKey ? ByteString.Empty : ByteString.CopyFromUtf8(address.Path + (char)('/' + 1));

    /// <summary>Whether the key holds configuration: not an earlier value, and nothing hidden by a leading dot below the address.</summary>
    public static bool IsConfiguration(EtcdAddress address, ByteString key)
    {
        var text = key.ToStringUtf8();
        if (address.IsOneKey) return true;
        return !text.AsSpan(address.Path.Length).Contains("/.", StringComparison.Ordinal) && !IsEarlierValue(text);
    }

    /// <summary>What problems call a key: <c>etcd:/pingap/upstreams/api.toml</c>.</summary>
    public static string Name(ByteString key) => "etcd:" + Encoding.UTF8.GetString(key.Span);

    private static bool IsEarlierValue(ReadOnlySpan<char> key)
    {
        var dash = key.LastIndexOf('-');
        return dash >= 0 && key.Length - dash > ShortestTimestamp && !key[(dash + 1)..].ContainsAnyExceptInRange('0', '9');
    }
}
