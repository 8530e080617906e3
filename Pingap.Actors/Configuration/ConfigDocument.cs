namespace Pingap.Actors.Configuration;

/// <summary>One text of a configuration, not yet parsed.</summary>
/// <param name="File">What problems call it: the path as the user gave it.</param>
/// <param name="Text">TOML.</param>
public sealed record ConfigDocument(string File, string Text);
