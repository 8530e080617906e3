using Pingap.Actors.Configuration.Values;

namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>
/// Finds the data in a chunked body (RFC 9112 §7.1), whatever pieces it arrives in. Extensions are read over and not passed on. A line ends with CRLF and nothing
/// else, and a size has hexadecimal digits and nothing else.
/// </summary>
internal struct ChunkDecoder
{
    /// <summary>How many octets the line of a size may have beyond its digits, which is where extensions stand; they are of no use to anybody.</summary>
    public const int MaxExtension = 256;

    // So many fit into 63 bits.
    private const int MostDigits = 15;

    private State _state;
    private long _size;
    private int _digits;
    private int _extension;

    private enum State
    {
        Size,
        Space,
        Extension,
        Name,
        NameEnd,
        Value,
        ValueText,
        ValueEnd,
        Gap,
        Quoted,
        QuotedPair,
        SizeEnd,
        Data,
        DataEnd,
        DataLineEnd,
        Last,
        Invalid,
    }

    /// <summary>Octets of the chunk that is under way which have not come yet.</summary>
    public readonly long Left => _state is State.Data ? _size : 0;

    /// <summary>Takes a step.</summary>
    /// <param name="received">What has come and was not consumed.</param>
    /// <param name="skipped">Octets before the data, which are of no interest.</param>
    /// <param name="data">Octets of data after those; consumed as well.</param>
    public ChunkStep Next(ReadOnlySpan<byte> received, out int skipped, out int data)
    {
        data = 0;
        for (skipped = 0; skipped < received.Length; skipped++)
        {
            if (_state is State.Data)
            {
                data = (int)Math.Min(_size, received.Length - skipped);
                _size -= data;
                if (_size == 0) _state = State.DataEnd;
                return ChunkStep.Data;
            }

            _state = After(received[skipped]);
            if (_state is State.Invalid) return ChunkStep.Invalid;
            if (_state is not State.Last) continue;
            skipped++;
            return ChunkStep.Last;
        }

        return ChunkStep.Incomplete;
    }

    private State After(byte octet)
    {
        switch (_state)
        {
            case State.Size:
                if (char.IsAsciiHexDigit((char)octet))
                {
                    _size = (_size << 4) | (uint)(octet <= '9' ? octet - '0' : (octet | 0x20) - 'a' + 10);
                    return ++_digits > MostDigits ? State.Invalid : State.Size;
                }

                if (_digits == 0) return State.Invalid;
                return AfterSize(octet);
            case State.Space:
                return octet is (byte)'\r' ? State.Invalid : AfterSize(octet);
            case >= State.Extension and <= State.QuotedPair:
                return ++_extension > MaxExtension ? State.Invalid : InExtension(octet);
            case State.SizeEnd when octet is (byte)'\n':
                (_digits, _extension) = (0, 0);
                return _size > 0 ? State.Data : State.Last;
            case State.DataEnd when octet is (byte)'\r':
                return State.DataLineEnd;
            case State.DataLineEnd when octet is (byte)'\n':
                return State.Size;
            default:
                return State.Invalid;
        }
    }

    // chunk-ext = *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] ), a value being a token or a quoted string (RFC 9112 §7.1.1).
    private readonly State InExtension(byte octet)
    {
        var isBlank = octet is (byte)' ' or (byte)'\t';
        var isToken = TokenSyntax.Octets.Contains(octet);
        return (_state, octet) switch
        {
            (State.Extension or State.NameEnd or State.Value or State.Gap, _) when isBlank => _state,
            (State.Extension or State.Name, _) when isToken => State.Name,
            (State.Name, _) when isBlank => State.NameEnd,
            (State.Name or State.NameEnd, (byte)'=') => State.Value,
            (State.Value or State.ValueText, _) when isToken => State.ValueText,
            (State.Value, (byte)'"') => State.Quoted,
            (State.ValueText or State.ValueEnd, _) when isBlank => State.Gap,
            (State.Quoted, (byte)'"') => State.ValueEnd,
            (State.Quoted, (byte)'\\') => State.QuotedPair,
            (State.Quoted or State.QuotedPair, _) when Octets.Text.Contains(octet) => State.Quoted,
            (State.Name or State.NameEnd or State.ValueText or State.ValueEnd or State.Gap, (byte)';') => State.Extension,
            (State.Name or State.ValueText or State.ValueEnd, (byte)'\r') => State.SizeEnd,
            _ => State.Invalid,
        };
    }

    // Space is allowed where an extension follows.
    private State AfterSize(byte octet) => octet switch
    {
        (byte)'\r' => State.SizeEnd,
        (byte)';' => State.Extension,
        (byte)' ' or (byte)'\t' when ++_extension <= MaxExtension => State.Space,
        _ => State.Invalid,
    };
}
