using Tomlyn.Syntax;

namespace Pingap.Actors.Configuration.Syntax;

/// <summary>The lines of a text to which a line end was added.</summary>
internal sealed class TextLines
{
    private readonly List<int> _starts = [0];
    private readonly int _length;

    /// <summary>Finds where the lines begin; the text's last character is the line end that was added to it.</summary>
    public TextLines(string text)
    {
        _length = text.Length - 1;
        for (var i = text.IndexOf('\n', StringComparison.Ordinal); i >= 0 && i < _length; i = text.IndexOf('\n', i + 1)) _starts.Add(i + 1);
    }

    /// <summary>The position of a line and column, both from 0.</summary>
    public TextPosition Position(int line, int column) =>
        line >= 0 && line < _starts.Count ? Within(new TextPosition(_starts[line] + column, line, column)) : End;

    /// <summary>The end of the text.</summary>
    public TextPosition End => new(_length, _starts.Count - 1, _length - _starts[^1]);

    /// <summary>The position itself, or the end of its line, or of the text, for one behind it: half characters make the parser miscount.</summary>
    public TextPosition Within(TextPosition position)
    {
        if (position.Offset > _length || position.Line >= _starts.Count) return End;
        var start = _starts[position.Line];
        var end = position.Line + 1 < _starts.Count ? _starts[position.Line + 1] - 1 : _length;
        return start + position.Column <= end ? position : new TextPosition(end, position.Line, end - start);
    }
}
