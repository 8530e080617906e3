using System.Buffers;

namespace Pingap.Actors.Configuration.Values;

/// <summary>What a token is made of: a field name, a method, a word in a list (RFC 9110 §5.6.2).</summary>
public static class TokenSyntax
{
    /// <summary>Its characters.</summary>
    public static readonly SearchValues<char> Characters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>The same as octets.</summary>
    public static readonly SearchValues<byte> Octets =
        SearchValues.Create([.. Enumerable.Range(0, 0x80).Where(octet => Characters.Contains((char)octet)).Select(octet => (byte)octet)]);
}
