namespace Pingap.Actors.Configuration;

/// <summary>A text that must never be shown: whoever prints it, or a record that holds it, prints <c>***</c>.</summary>
/// <param name="Value">The text itself, for the one place that needs it.</param>
public readonly record struct Secret(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => "***";
}
