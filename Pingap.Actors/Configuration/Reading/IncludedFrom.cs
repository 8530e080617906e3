namespace Pingap.Actors.Configuration.Reading;

/// <summary>One item of <c>includes</c>.</summary>
/// <param name="Storage">The name of the storage.</param>
/// <param name="Place">Where the item stands.</param>
/// <param name="Path">The item's key path.</param>
internal sealed record IncludedFrom(string Storage, SourcePlace Place, string Path);
