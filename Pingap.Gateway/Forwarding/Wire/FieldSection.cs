using Pingap.Actors.Configuration.Values;

namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>
/// The lines of a head or of trailers, read in place (RFC 9112 §2.1, §5): nothing is copied, so the octets have to stay where they are as long as it is
/// asked for them. Used for one section after another.
/// </summary>
/// <remarks>
/// Stricter than the standard has to be, because two readers may take for two things what it lets pass: a line ends with CRLF and nothing else, a field is never
/// continued on the next line, and no space stands before a colon.
/// </remarks>
internal sealed class FieldSection
{
    /// <summary>How many fields there may be.</summary>
    public const int MaxFields = 256;

    private FieldLine[] _fields = new FieldLine[32];
    private int _count;
    private int _scanned;

    /// <summary>The fields, as they came.</summary>
    public ReadOnlySpan<FieldLine> Fields => _fields.AsSpan(0, _count);

    /// <summary>How many octets the lines that were read take.</summary>
    public int Length { get; private set; }

    /// <summary>What is wrong, when something is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Begins another section.</summary>
    public void Reset()
    {
        (_count, _scanned, Length) = (0, 0, 0);
        Problem = null;
    }

    /// <summary>Looks for the next whole line; called again with more octets when there is none.</summary>
    /// <param name="received">All octets from the beginning of the section.</param>
    /// <param name="line">The line without its end; empty at the end of the section.</param>
    public SectionProgress ReadLine(ReadOnlySpan<byte> received, out ReadOnlySpan<byte> line)
    {
        line = received[Length..];
        var end = line[_scanned..].IndexOf((byte)'\n');
        if (end < 0)
        {
            _scanned = line.Length;
            return SectionProgress.Incomplete;
        }

        end += _scanned;
        if (end == 0 || line[end - 1] is not (byte)'\r') return Fail("a line does not end with CRLF");
        _scanned = 0;
        Length += end + 1;
        line = line[..(end - 1)];
        return SectionProgress.Complete;
    }

    /// <summary>Reads fields up to the empty line.</summary>
    /// <param name="received">All octets from the beginning of the section.</param>
    public SectionProgress ReadFields(ReadOnlySpan<byte> received)
    {
        while (true)
        {
            var start = Length;
            var progress = ReadLine(received, out var line);
            if (progress is not SectionProgress.Complete) return progress;
            if (line.IsEmpty) return SectionProgress.Complete;
            if (!TryAdd(start, line)) return SectionProgress.Invalid;
        }
    }

    /// <summary>The name of a field.</summary>
    public static ReadOnlySpan<byte> NameOf(in FieldLine field, ReadOnlySpan<byte> received) => received.Slice(field.Name, field.NameLength);

    /// <summary>The value of a field.</summary>
    public static ReadOnlySpan<byte> ValueOf(in FieldLine field, ReadOnlySpan<byte> received) => received.Slice(field.Value, field.ValueLength);

    /// <summary>Says what is wrong.</summary>
    public SectionProgress Fail(string problem)
    {
        Problem = problem;
        return SectionProgress.Invalid;
    }

    private bool TryAdd(int start, ReadOnlySpan<byte> line)
    {
        // A line that continues the one before begins with a space, which no token has.
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].ContainsAnyExcept(TokenSyntax.Octets)) return Refuse("a line is no field");
        var rest = line[(colon + 1)..];
        var value = rest.TrimStart(" \t"u8);
        var valueStart = start + line.Length - value.Length;
        value = value.TrimEnd(" \t"u8);
        if (value.ContainsAnyExcept(Octets.Text)) return Refuse("a field value has a control character");
        if (_count == MaxFields) return Refuse("too many fields");
        if (_count == _fields.Length) Array.Resize(ref _fields, _fields.Length * 2);
        _fields[_count++] = new FieldLine(start, colon, valueStart, value.Length);
        return true;
    }

    private bool Refuse(string problem)
    {
        Problem = problem;
        return false;
    }
}
