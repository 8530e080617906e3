namespace Pingap.Architecture.Tests.Reading;

/// <summary>A file of C#.</summary>
/// <param name="Path">From the folder of the solution, with slashes.</param>
/// <param name="Text">What stands in it.</param>
internal sealed record SourceFile(string Path, string Text);
