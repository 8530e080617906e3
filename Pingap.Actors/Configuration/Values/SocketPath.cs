using System.Text;

namespace Pingap.Actors.Configuration.Values;

/// <summary>How long the path of a Unix domain socket may be.</summary>
public static class SocketPath
{
    /// <summary>So many octets: sun_path of sockaddr_un has 108 on Linux and 104 elsewhere, and the last ends the path.</summary>
    public static readonly int Longest = OperatingSystem.IsLinux() ? 107 : 103;

    /// <summary>Whether a path is not too long.</summary>
    public static bool Fits(string path) => Encoding.UTF8.GetByteCount(path) <= Longest;
}
