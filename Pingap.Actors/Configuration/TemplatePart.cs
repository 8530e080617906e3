namespace Pingap.Actors.Configuration;

/// <summary>A piece of a <see cref="ValueTemplate"/>: a text, or a variable.</summary>
/// <param name="Variable">What to insert, or <c>null</c> for a text.</param>
/// <param name="Text">The text; for <see cref="VariableKind.Header"/> the field's name, for
/// <see cref="VariableKind.Capture"/> the capture's name or number.</param>
public sealed record TemplatePart(VariableKind? Variable, string Text);
