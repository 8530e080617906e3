using Pingap.Actors.Configuration.Syntax;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>A string of the configuration after its variables have been replaced.</summary>
/// <param name="Value">The text to go by.</param>
/// <param name="Written">The text as it stands in the file: all that may be shown, for variables may hold secrets.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Path">Its key path.</param>
/// <param name="IsKnown">Whether the environment has all variables in it.</param>
internal sealed record SettingText(string Value, string Written, SourcePlace Place, string Path, bool IsKnown)
{
    /// <summary>The text in quotes, as problems show it.</summary>
    public string Shown => Quoted(Written);

    /// <summary>A piece of the value in quotes, as problems may show it.</summary>
    public string ShowPart(string part) => Value == Written ? Quoted(part) : Shown;

    private static string Quoted(string text) => $"'{KeyPathText.Printable(text)}'";
}
