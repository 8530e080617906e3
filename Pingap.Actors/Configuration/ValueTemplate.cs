namespace Pingap.Actors.Configuration;

/// <summary>A value with variables in it, parsed when the configuration is read (<c>"https://$host/$1"</c>).</summary>
/// <param name="Parts">Texts and variables in order.</param>
public sealed record ValueTemplate(ValueList<TemplatePart> Parts)
{
    /// <summary>A template without variables.</summary>
    public static ValueTemplate Literal(string text) => new([new TemplatePart(null, text)]);

    /// <summary>The value for one request; a variable without a value is empty.</summary>
    public string Render(IVariableSource source)
    {
        if (Parts.Count == 1) return Render(Parts[0], source);
        var texts = new string[Parts.Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = Render(Parts[i], source);
        return string.Concat(texts);
    }

    private static string Render(TemplatePart part, IVariableSource source) =>
        part.Variable is { } variable ? source.Value(variable, part.Text) ?? "" : part.Text;
}
