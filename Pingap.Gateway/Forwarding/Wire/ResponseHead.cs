using System.Buffers.Text;

namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>
/// The head of a backend's response, read in place (RFC 9112 §4–6). Whatever two readers could understand in two ways is refused. Used for one response after
/// another.
/// </summary>
internal sealed class ResponseHead
{
    private readonly FieldSection _section = new();
    private bool _hasStatusLine;
    private bool _isChunked;
    private bool _isHttp10;
    private bool _saysClose;
    private bool _saysKeepAlive;
    private bool _saysUpgrade;

    /// <summary>The status.</summary>
    public int Status { get; private set; }

    /// <summary>Whether the head says how long the body is, or would be.</summary>
    public bool HasLength { get; private set; }

    /// <summary>The length of the body where the head says it, else 0.</summary>
    public long ContentLength { get; private set; }

    /// <summary>Where the reason phrase stands.</summary>
    public Range Reason { get; private set; }

    /// <summary>The fields, as they came.</summary>
    public ReadOnlySpan<FieldLine> Fields => _section.Fields;

    /// <summary>The trailers after the last chunk; read from there on.</summary>
    public FieldSection Trailers { get; } = new();

    /// <summary>How many octets the head takes.</summary>
    public int Length => _section.Length;

    /// <summary>What is wrong, when something is.</summary>
    public string? Problem => _section.Problem;

    /// <summary>Whether it names fields that are for this connection alone, so that each has to be compared (RFC 9110 §7.6.1).</summary>
    public bool NamesFields { get; private set; }

    /// <summary>Whether the backend keeps the connection open after the response (RFC 9112 §9.3).</summary>
    public bool KeepsConnection => !_saysClose && (!_isHttp10 || _saysKeepAlive);

    /// <summary>How long the backend keeps the connection open when it is idle, where it says so (the <c>timeout</c> of Keep-Alive, RFC 2068 §19.7.1).</summary>
    public TimeSpan? KeepAlive { get; private set; }

    /// <summary>Whether it is the answer to an upgrade (RFC 9110 §15.2.2).</summary>
    public bool IsSwitch => Status is 101 && _saysUpgrade;

    /// <summary>Whether another head follows: this one is not the answer (RFC 9110 §15.2).</summary>
    public bool IsInterim => Status is >= 100 and < 200 and not 101;

    /// <summary>Begins another response.</summary>
    public void Reset()
    {
        _section.Reset();
        Trailers.Reset();
        _hasStatusLine = HasLength = _isChunked = _isHttp10 = _saysClose = _saysKeepAlive = _saysUpgrade = NamesFields = false;
        (Status, ContentLength, KeepAlive) = (0, 0, null);
    }

    /// <summary>Reads as far as it can; called again with more octets as long as it is incomplete.</summary>
    /// <param name="received">All octets from the beginning of the head.</param>
    public SectionProgress Read(ReadOnlySpan<byte> received)
    {
        if (!_hasStatusLine)
        {
            var progress = _section.ReadLine(received, out var line);
            if (progress is not SectionProgress.Complete) return progress;
            if (!TryReadStatusLine(line)) return _section.Fail("the status line is malformed");
            _hasStatusLine = true;
        }

        var fields = _section.ReadFields(received);
        return fields is SectionProgress.Complete ? ReadFraming(received) : fields;
    }

    /// <summary>How the end of the body is found.</summary>
    /// <param name="isHead">Whether the request was HEAD.</param>
    public BodyFraming BodyOf(bool isHead) => this switch
    {
        { Status: 101 } => BodyFraming.Tunnel,
        { Status: 204 or 304 } or { IsInterim: true } => BodyFraming.None,
        _ when isHead => BodyFraming.None,
        { _isChunked: true } => BodyFraming.Chunked,
        { HasLength: true } => BodyFraming.Length,
        _ => BodyFraming.Close,
    };

    private bool TryReadStatusLine(ReadOnlySpan<byte> line)
    {
        const int Digits = 9;
        const int End = 12;
        if (line.Length < End || !line.StartsWith("HTTP/1."u8) || !char.IsAsciiDigit((char)line[Digits - 2]) || line[Digits - 1] is not (byte)' ') return false;
        if (!Utf8Parser.TryParse(line[Digits..End], out int status, out var read, 'D') || read != End - Digits || status is < 100 or > 599) return false;
        // The space before an empty reason is often left out.
        if (line.Length > End && line[End] is not (byte)' ') return false;
        var reason = line.Length > End ? (End + 1)..line.Length : End..End;
        if (line[reason].ContainsAnyExcept(Octets.Text)) return false;
        (Status, Reason, _isHttp10) = (status, reason, line[Digits - 2] is (byte)'0');
        return true;
    }

    private SectionProgress ReadFraming(ReadOnlySpan<byte> received)
    {
        foreach (ref readonly var field in _section.Fields)
        {
            var name = FieldSection.NameOf(field, received);
            switch (name.Length)
            {
                case 10 when Octets.IsSame(name, "connection"u8):
                    ReadConnection(FieldSection.ValueOf(field, received));
                    break;
                case 10 when Octets.IsSame(name, "keep-alive"u8):
                    ReadKeepAlive(FieldSection.ValueOf(field, received));
                    break;
                case 14 when Octets.IsSame(name, "content-length"u8):
                    if (!TryReadLength(FieldSection.ValueOf(field, received))) return _section.Fail("Content-Length is malformed or repeated");
                    break;
                case 17 when Octets.IsSame(name, "transfer-encoding"u8):
                    if (_isChunked || !Octets.IsSame(FieldSection.ValueOf(field, received), "chunked"u8))
                        return _section.Fail("Transfer-Encoding is repeated or something else than chunked");
                    _isChunked = true;
                    break;
            }
        }

        if (_isChunked && (HasLength || _isHttp10)) return _section.Fail("Transfer-Encoding stands beside Content-Length or in HTTP/1.0");
        if (_isChunked && Status is < 200 or 204) return _section.Fail("Transfer-Encoding in a response that has no body");
        if (Status is 101 && !_saysUpgrade) return _section.Fail("101 without Connection: upgrade");
        return SectionProgress.Complete;
    }

    private bool TryReadLength(ReadOnlySpan<byte> value)
    {
        // Neither sign nor space; so many digits fit into 63 bits.
        const int MostDigits = 18;
        if (HasLength || value.Length is 0 or > MostDigits || value.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        HasLength = true;
        ContentLength = 0;
        foreach (var digit in value) ContentLength = (ContentLength * 10) + (digit - '0');
        return true;
    }

    private void ReadKeepAlive(ReadOnlySpan<byte> value)
    {
        foreach (var range in value.Split((byte)','))
        {
            var parameter = Octets.Trimmed(value[range]);
            const int Before = 8;
            if (parameter.Length > Before && Octets.IsSame(parameter[..Before], "timeout="u8) && Utf8Parser.TryParse(parameter[Before..], out int seconds, out _) && seconds >= 0)
                KeepAlive = TimeSpan.FromSeconds(seconds);
        }
    }

    private void ReadConnection(ReadOnlySpan<byte> value)
    {
        foreach (var range in value.Split((byte)','))
        {
            var option = Octets.Trimmed(value[range]);
            if (option.IsEmpty) continue;
            if (Octets.IsSame(option, "close"u8)) _saysClose = true;
            else if (Octets.IsSame(option, "keep-alive"u8)) _saysKeepAlive = true;
            else if (Octets.IsSame(option, "upgrade"u8)) _saysUpgrade = true;
            else NamesFields = true;
        }
    }
}
