namespace Pingap.Actors.Configuration.Reading;

/// <summary>The texts found at a path.</summary>
/// <param name="Documents">One for each file, in ordinal order of their names.</param>
/// <param name="Problems">Files that could not be read; with any, the documents are not the whole configuration.</param>
/// <param name="IsReachable">Whether what the path names is there and may be read; a text that is no text is.</param>
public sealed record ConfigFilesReading(ValueList<ConfigDocument> Documents, ValueList<ConfigProblem> Problems, bool IsReachable);
