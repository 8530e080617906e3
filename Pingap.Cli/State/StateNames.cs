using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pingap.Cli.State;

/// <summary>What the directories and files of the state are called.</summary>
internal static class StateNames
{
    /// <summary>The control channel's socket, in the directory of a source.</summary>
    public const string Socket = "control.sock";

    /// <summary>Held by the proxy whose state it is.</summary>
    public const string Lock = "lock";

    /// <summary>The versions that were in force.</summary>
    public const string History = "history.db";

    private const string ProcessPrefix = "process-";
    private const int LongestReadable = 32;
    private const int DigestLength = 10;

    /// <summary>The directory of a source: a readable name, and a digest that tells apart two sources of the same name.</summary>
    /// <param name="identity">The full path of a file or directory, or the address of a store.</param>
    public static string OfSource(string identity)
    {
        var readable = new string([.. identity.Split('/').Last(part => part.Length > 0 || identity.Trim('/').Length == 0)
            .Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')
            .Take(LongestReadable)]);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..DigestLength];
        return $"{readable}-{digest}";
    }

    /// <summary>The directory of a process whose configuration has no place of its own.</summary>
    public static string OfProcess(int id) => ProcessPrefix + id.ToString(CultureInfo.InvariantCulture);

    /// <summary>The process that a directory is named after, or <c>null</c> when it is a source's.</summary>
    public static int? ProcessOf(string directory) =>
        directory.StartsWith(ProcessPrefix, StringComparison.Ordinal)
        && int.TryParse(directory.AsSpan(ProcessPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
