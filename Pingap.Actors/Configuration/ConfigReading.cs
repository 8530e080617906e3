namespace Pingap.Actors.Configuration;

/// <summary>What came out of reading a configuration.</summary>
/// <param name="Config">The configuration, or <c>null</c> if any problem is an error.</param>
/// <param name="Problems">Errors and warnings in the order of files and lines.</param>
/// <param name="Places">Where each table and key was written, by key path; for problems found later, such as an address in use.</param>
public sealed record ConfigReading(ProxyConfig? Config, ValueList<ConfigProblem> Problems, IReadOnlyDictionary<string, SourcePlace> Places);
