using Pingap.Actors.Configuration.Syntax;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>The text of a storage, ready to be parsed.</summary>
/// <param name="Text">The text.</param>
/// <param name="PlaceOf">Where its positions stand in the configuration.</param>
/// <param name="Path">The key that holds it.</param>
/// <param name="IsHidden">Whether no problem may repeat any of it, because it was encrypted or came from the environment.</param>
internal sealed record StoredText(string Text, PlaceOf PlaceOf, string Path, bool IsHidden);
