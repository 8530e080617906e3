namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads paths of the file system, which need not exist yet.</summary>
internal static class SystemPath
{
    /// <summary>Reads a path of a file or folder.</summary>
    public static bool TryParse(string text, out string path, out string wrong)
    {
        (path, wrong) = (text, "");
        foreach (var c in text)
        {
            if (!char.IsControl(c)) continue;
            wrong = "has a control character, which is no part of a path; remove it";
            return false;
        }

        return true;
    }

    /// <summary>Reads the path of a Unix domain socket, no longer than <see cref="SocketPath.Longest"/>.</summary>
    public static bool TryParseSocket(string text, out string path, out string wrong)
    {
        if (!TryParse(text, out path, out wrong)) return false;
        if (SocketPath.Fits(text)) return true;
        wrong = $"is longer than the {SocketPath.Longest} bytes that a socket's path may have; use a shorter one";
        return false;
    }
}
