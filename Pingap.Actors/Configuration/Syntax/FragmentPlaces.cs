using Tomlyn.Syntax;

namespace Pingap.Actors.Configuration.Syntax;

/// <summary>Places in a TOML text that is itself the value of a string.</summary>
internal static class FragmentPlaces
{
    /// <summary>Places in the string as it was written, if its characters can be followed back there; else the place of the string.</summary>
    public static PlaceOf Within(ConfigNode.StringNode text)
    {
        var written = text.Written;
        if (QuotedText.Offsets(written.Span, text.Value) is not { } offsets) return At(text.Place);
        return position => Follow(text.Place, written.Span, offsets[Math.Clamp(position.Offset, 0, offsets.Length - 1)]);
    }

    /// <summary>One place for all of the text: for one that stands nowhere in the file.</summary>
    public static PlaceOf At(SourcePlace place) => _ => place;

    private static SourcePlace Follow(SourcePlace start, ReadOnlySpan<char> written, int offset)
    {
        var before = written[..offset];
        var lines = before.Count('\n');
        return lines == 0
            ? start with { Column = start.Column + offset }
            : start with { Line = start.Line + lines, Column = offset - before.LastIndexOf('\n') };
    }
}
