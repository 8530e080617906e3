using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.Primitives;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>
/// Writes a message to a backend as octets (RFC 9112 §3, §5, §7.1), and nothing that the backend could take for two things: a name is a token, a value has no
/// control characters, and each character is one octet. Used for one message after another.
/// </summary>
internal sealed class HeadWriter
{
    private const int SmallSize = 2048;

    // A buffer that one large request has needed is not kept for all that follow.
    private const int MostKept = 64 * 1024;

    // A target is what is visible, with no space that would end it; what is beyond ASCII passes as the octets that it was received as.
    private static readonly SearchValues<char> TargetCharacters =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Concat(Enumerable.Range(0x80, 0x80)).Select(c => (char)c)]);

    private static readonly SearchValues<char> TextCharacters =
        SearchValues.Create(['\t', .. Enumerable.Range(' ', '~' - ' ' + 1).Concat(Enumerable.Range(0x80, 0x80)).Select(c => (char)c)]);

    private byte[] _buffer = new byte[SmallSize];
    private int _length;

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>Octets written.</summary>
    public int Length => _length;

    /// <summary>Whether something could not be written, so that the message is not to be sent.</summary>
    public bool IsInvalid { get; private set; }

    /// <summary>Begins something new.</summary>
    public void Clear()
    {
        if (_buffer.Length > MostKept) _buffer = new byte[SmallSize];
        _length = 0;
        IsInvalid = false;
    }

    /// <summary>Begins a request.</summary>
    /// <param name="method">A token.</param>
    /// <param name="target">The path with its query, or the asterisk of OPTIONS.</param>
    public void Begin(string method, string target)
    {
        Clear();
        IsInvalid = method.Length == 0 || method.AsSpan().ContainsAnyExcept(TokenSyntax.Characters) || target.Length == 0 || target.AsSpan().ContainsAnyExcept(TargetCharacters);
        Characters(method);
        Octets(" "u8);
        Characters(target);
        Octets(" HTTP/1.1\r\n"u8);
    }

    /// <summary>Writes a field, a line for each value.</summary>
    public void Field(string name, StringValues values)
    {
        if (values.Count == 1)
        {
            Field(name, values[0] ?? "");
            return;
        }

        for (var i = 0; i < values.Count; i++) Field(name, values[i] ?? "");
    }

    /// <summary>Writes a field.</summary>
    public void Field(string name, string value)
    {
        const int Around = 4;
        IsInvalid |= name.Length == 0 || name.AsSpan().ContainsAnyExcept(TokenSyntax.Characters) || value.AsSpan().ContainsAnyExcept(TextCharacters);
        var span = Space(name.Length + value.Length + Around);
        Encoding.Latin1.GetBytes(name, span);
        span = span[name.Length..];
        span[0] = (byte)':';
        span[1] = (byte)' ';
        Encoding.Latin1.GetBytes(value, span[2..]);
        span = span[(2 + value.Length)..];
        span[0] = (byte)'\r';
        span[1] = (byte)'\n';
        _length += name.Length + value.Length + Around;
    }

    /// <summary>Writes octets that are known to be well-formed, such as a whole field line with its end.</summary>
    public void Octets(ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(Space(octets.Length));
        _length += octets.Length;
    }

    /// <summary>Writes how long the body is.</summary>
    public void ContentLength(long length)
    {
        const int MostDigits = 20;
        Octets("Content-Length: "u8);
        Utf8Formatter.TryFormat(length, Space(MostDigits), out var written);
        _length += written;
        Octets("\r\n"u8);
    }

    /// <summary>Writes the line before the data of a chunk.</summary>
    public void ChunkSize(long size)
    {
        const int MostDigits = 16;
        Utf8Formatter.TryFormat(size, Space(MostDigits), out var written, new StandardFormat('x'));
        _length += written;
        Octets("\r\n"u8);
    }

    /// <summary>Writes data.</summary>
    public void Data(in ReadOnlySequence<byte> data)
    {
        var length = (int)data.Length;
        data.CopyTo(Space(length));
        _length += length;
    }

    private void Characters(string text)
    {
        Encoding.Latin1.GetBytes(text, Space(text.Length));
        _length += text.Length;
    }

    private Span<byte> Space(int length)
    {
        if (_buffer.Length - _length < length) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + length));
        return _buffer.AsSpan(_length);
    }
}
