using System.Globalization;
using System.Text;

namespace Pingap.Actors.Configuration.Values;

/// <summary>
/// Reads values with variables: <c>$name</c>, <c>${name}</c> and <c>$1</c> stand for a variable of the request, else for a capture, else for the
/// environment; <c>$ENV:NAME</c> for the environment; <c>$$</c> for a dollar. A dollar before anything else is itself.
/// </summary>
/// <param name="captures">The captures that the value may name.</param>
/// <param name="environment">The environment.</param>
/// <param name="namesMayBeShown">Whether messages may repeat an unknown name, which could be a piece of a secret.</param>
internal sealed class TemplateText(RegexGroups captures, Func<string, string?> environment, bool namesMayBeShown)
{
    private readonly List<string> _wrong = [];
    private readonly List<TemplatePart> _parts = [];
    private readonly StringBuilder _text = new();

    /// <summary>What was found to be wrong so far.</summary>
    public IReadOnlyList<string> Wrong => _wrong;

    /// <summary>Reads a value; texts that stand side by side become one part.</summary>
    public ValueTemplate Parse(string text)
    {
        _parts.Clear();
        for (var i = 0; i < text.Length;) i += Take(text.AsSpan(i));
        EndText();
        return _parts.Count == 0 ? ValueTemplate.Literal("") : new ValueTemplate(_parts.ToValueList());
    }

    private int Take(ReadOnlySpan<char> rest)
    {
        if (rest[0] is not '$' || rest.Length is 1)
        {
            _text.Append(rest[0]);
            return 1;
        }

        if (rest[1] is '$')
        {
            _text.Append('$');
            return 2;
        }

        if (rest.StartsWith("$ENV:") && EnvironmentText.TryTake(rest, out var name, out var length))
        {
            _text.Append(EnvironmentText.Value(name, environment, _wrong));
            return length;
        }

        if (rest[1] is '{')
        {
            var close = rest.IndexOf('}');
            if (close > 2 && IsName(rest[2..close]))
            {
                AddVariable(rest[2..close].ToString());
                return close + 1;
            }

            _wrong.Add("${ without a name and }; write ${name}, or $${ for the text itself");
            return 2;
        }

        var letters = char.IsAsciiDigit(rest[1]) ? rest[1..].IndexOfAnyExceptInRange('0', '9') : EnvironmentText.NameLength(rest[1..]);
        if (letters < 0) letters = rest.Length - 1;
        if (letters is 0)
        {
            _text.Append('$');
            return 1;
        }

        AddVariable(rest.Slice(1, letters).ToString());
        return letters + 1;
    }

    private void AddVariable(string name)
    {
        if (VariableNames.Known.TryGetValue(name, out var kind)) Add(kind, "");
        else if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) AddNumber(number);
        else if (captures.Names.Contains(name)) Add(VariableKind.Capture, name);
        else if (name.StartsWith(VariableNames.HeaderPrefix, StringComparison.Ordinal) && name.Length > VariableNames.HeaderPrefix.Length)
            Add(VariableKind.Header, name[VariableNames.HeaderPrefix.Length..].Replace('_', '-'));
        else if (environment(name) is { } value) _text.Append(value);
        else _wrong.Add(Unknown(name));
    }

    private void AddNumber(int number)
    {
        if (captures.ByNumber(number) is { } group) Add(VariableKind.Capture, group);
        else if (captures.Count == 0) _wrong.Add("a numbered capture, but there is no expression with captures; write $$ for a dollar");
        else _wrong.Add($"there is no capture {number}; the expression has {captures.Count}");
    }

    private string Unknown(string name)
    {
        const string instead = "use a variable such as $host, a capture of the location's expressions, or $$ for a dollar";
        if (!namesMayBeShown) return $"unknown variable; {instead}";
        var nearest = Nearest.To(name, VariableNames.Known.Keys.Concat(captures.Names));
        return $"unknown variable ${KeyName(name)}; {(nearest is null ? instead : $"did you mean ${nearest}?")}";
    }

    private static string KeyName(string name) => name.Length <= 40 ? name : name[..40] + "…";

    private static bool IsName(ReadOnlySpan<char> text) =>
        EnvironmentText.NameLength(text) == text.Length || !text.ContainsAnyExceptInRange('0', '9');

    private void Add(VariableKind kind, string text)
    {
        EndText();
        _parts.Add(new TemplatePart(kind, text));
    }

    private void EndText()
    {
        if (_text.Length == 0) return;
        _parts.Add(new TemplatePart(null, _text.ToString()));
        _text.Clear();
    }
}
