namespace Pingap.Actors.Configuration.Reading;

/// <summary>What a configuration may ask of the world around it.</summary>
/// <param name="Variable">The value of an environment variable, or <c>null</c>.</param>
/// <param name="ReadFile">The text of a file that the configuration names, already joined to the folder of the configuration's file; throws
/// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> with a reason that may be shown.</param>
public sealed record ConfigEnvironment(Func<string, string?> Variable, Func<string, string> ReadFile)
{
    /// <summary>The largest file that a configuration may name, in bytes.</summary>
    private const long LargestFile = 1 << 20;

    /// <summary>The environment and the files of this process.</summary>
    public static ConfigEnvironment System { get; } = new(Environment.GetEnvironmentVariable, ReadSmallFile);

    /// <summary>Says whether certificates are still, or already, valid.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    private static string ReadSmallFile(string path)
    {
        // Only a file that has a size: devices and pipes have none, and reading one could go on for ever.
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        return new FileInfo(target).Length switch
        {
            0 => throw new IOException("the file is empty"),
            > LargestFile => throw new IOException("the file is larger than 1 MiB"),
            _ => File.ReadAllText(target),
        };
    }
}
