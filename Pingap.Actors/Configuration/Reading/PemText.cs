using System.Text;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Finds PEM where the configuration says it is: in the text itself, in base64, or in a file.</summary>
/// <param name="readFile">Reads a file.</param>
internal sealed class PemText(Func<string, string> readFile)
{
    private const string Begin = "-----BEGIN ";

    /// <summary>The PEM text that a value stands for.</summary>
    /// <param name="value">The value of the key.</param>
    /// <param name="configFile">The file that names it; relative paths begin in its folder.</param>
    /// <param name="pem">The PEM text.</param>
    /// <param name="wrong">What is wrong and what would do, to be said after the value.</param>
    public bool TryRead(string value, string configFile, out string pem, out string wrong)
    {
        (pem, wrong) = (value, "");
        if (value.Contains(Begin, StringComparison.Ordinal)) return true;
        if (FromBase64(value) is { } decoded)
        {
            pem = decoded;
            return true;
        }

        try
        {
            pem = readFile(Path.Combine(Path.GetDirectoryName(configFile) ?? "", value));
            if (pem.Contains(Begin, StringComparison.Ordinal)) return true;
            wrong = "is a file without PEM in it; write the path of a PEM file";
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or ArgumentException or NotSupportedException)
        {
            wrong = "is neither PEM nor a file beside the configuration; write the path of a PEM file";
        }
        catch (UnauthorizedAccessException)
        {
            wrong = "is a file that must not be read; give the proxy's user access to it";
        }
        catch (IOException broken)
        {
            wrong = $"cannot be read: {broken.Message}";
        }

        return false;
    }

    private static string? FromBase64(string value)
    {
        var bytes = new byte[value.Length];
        if (!Convert.TryFromBase64String(value, bytes, out var length)) return null;
        var text = Encoding.ASCII.GetString(bytes, 0, length);
        return text.Contains(Begin, StringComparison.Ordinal) ? text : null;
    }
}
