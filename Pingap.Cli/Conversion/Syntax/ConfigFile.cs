using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Pingap.Cli.Conversion.Syntax;

/// <summary>The text of a configuration file, which is not read further than a configuration is long.</summary>
internal static class ConfigFile
{
    /// <summary>The text, or <c>null</c>.</summary>
    /// <param name="path">The file; one without an end, such as a device, is too large.</param>
    /// <param name="most">How many characters it may have.</param>
    /// <param name="error">Why there is none.</param>
    public static string? TextOf(string path, int most, out string? error)
    {
        try
        {
            using var reader = new StreamReader(path);
            if (TryReadAll(reader, most, out var text))
            {
                error = null;
                return text;
            }

            error = $"{path} is larger than {most >> 20} MiB, hardly a configuration";
            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            error = $"cannot read {path}: {unreadable.Message}";
            return null;
        }
    }

    private static bool TryReadAll(StreamReader reader, int most, [NotNullWhen(true)] out string? text)
    {
        var all = new StringBuilder();
        var part = new char[16 << 10];
        for (var count = reader.Read(part); count > 0 && all.Length <= most; count = reader.Read(part)) all.Append(part, 0, count);
        text = all.Length <= most ? all.ToString() : null;
        return text is not null;
    }
}
