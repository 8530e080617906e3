namespace Pingap.Actors.Configuration;

/// <summary>One entry of <c>[storages]</c>: a text that other tables include, or that the proxy keeps for itself.</summary>
/// <param name="Name">The name that <c>includes</c> use.</param>
/// <param name="Category">What it is for, in the words of whoever wrote it.</param>
/// <param name="Value">The text, decrypted if it was encrypted.</param>
/// <param name="CreatedAt">When it was made, or <c>null</c>.</param>
/// <param name="Remark">A note for people, or <c>null</c>.</param>
public sealed record StorageConfig(StorageName Name, string Category, Secret Value, DateTimeOffset? CreatedAt, string? Remark);
