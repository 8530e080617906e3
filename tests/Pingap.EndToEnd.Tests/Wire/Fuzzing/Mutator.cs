namespace Pingap.EndToEnd.Tests.Wire.Fuzzing;

/// <summary>Changes messages a little, the same way for the same number.</summary>
/// <param name="seeds">Good messages to begin with.</param>
/// <param name="lines">Lines that may get in.</param>
public sealed class Mutator(IReadOnlyList<string> seeds, IReadOnlyList<string> lines)
{
    private static readonly string[] Bits =
    [
        "\r", "\n", "\r\n", "\0", " ", "\t", ":", ",", ";", "+", "-", "0", "1", "9", "f", "x", "0x", "\u000b", "\u000c", "\u0001", "\u007f", "\u0080", "\u00a0", "\u00ff", "\"", "\\", "#", "?", "%", "%00",
        "%0d%0a", "/", "//", "..", "@", "[", "]", "chunked", "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n", "\r\n\r\n", "0\r\n\r\n", "3\r\nabc\r\n", "HTTP/1.1", "HTTP/1.0", "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n",
    ];

    /// <summary>A message of one to four changes.</summary>
    public string Make(int number)
    {
        var random = new Random(number);
        var text = seeds[random.Next(seeds.Count)];
        for (var changes = random.Next(1, 5); changes > 0; changes--) text = Change(text, random);
        return text;
    }

    private string Change(string text, Random random)
    {
        var at = Place(text, random);
        var rest = text.Length - at;
        switch (random.Next(10))
        {
            case 0:
            case 1:
                return text.Insert(at, Bits[random.Next(Bits.Length)]);
            case 2:
                return text.Insert(at, $"{(char)random.Next(256)}");
            case 3 when rest > 0:
                return text.Remove(at, 1).Insert(at, Bits[random.Next(Bits.Length)]);
            case 4 when rest > 0:
                return text.Remove(at, Math.Min(rest, random.Next(1, 5)));
            // Of ASCII: others may leave the octets.
            case 5 when rest > 0 && char.IsAscii(text[at]):
                return text.Remove(at, 1).Insert(at, char.IsUpper(text[at]) ? char.ToLowerInvariant(text[at]).ToString() : char.ToUpperInvariant(text[at]).ToString());
            case 6:
                return text.Insert(at, text.Substring(at, Math.Min(rest, random.Next(1, 40))));
            case 7:
                return InLines(text, all => all.Insert(random.Next(all.Count), all[random.Next(all.Count)]));
            case 8:
                return InLines(text, all => (all[0], all[^1]) = (all[random.Next(all.Count)], all[random.Next(all.Count)]));
            default:
                return InLines(text, all => all.Insert(random.Next(Math.Min(all.Count, 4) + 1), lines[random.Next(lines.Count)]));
        }
    }

    // The ends of lines, and what parts a name from a value, are where readers differ.
    private static int Place(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        if (random.Next(2) == 0) return at;
        var mark = text.IndexOfAny(['\r', '\n', ':', ' '], Math.Min(at, text.Length - 1));
        return mark < 0 ? at : mark + random.Next(2);
    }

    private static string InLines(string text, Action<List<string>> change)
    {
        var all = text.Split("\r\n").ToList();
        change(all);
        return string.Join("\r\n", all);
    }
}
