namespace Pingap.Actors.Configuration.Reading;

/// <summary>The texts found at a path.</summary>
/// <param name="Documents">One for each file, in ordinal order of their names.</param>
/// <param name="Problems">Files that could not be read; with any, the documents are not the whole configuration.</param>
public sealed record ConfigFilesReading(ValueList<ConfigDocument> Documents, ValueList<ConfigProblem> Problems);
