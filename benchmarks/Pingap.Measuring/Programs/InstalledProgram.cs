namespace Pingap.Measuring.Programs;

/// <summary>Programs of the system that a measurement needs.</summary>
public static class InstalledProgram
{
    /// <summary>Where a program is, or <c>null</c> if it is not installed. Debian keeps servers where not every user looks.</summary>
    /// <param name="name">Such as <c>haproxy</c>.</param>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
