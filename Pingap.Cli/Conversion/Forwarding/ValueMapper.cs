using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Pingap.Cli.Conversion.Forwarding;

/// <summary>Turns values with nginx's variables into values with ours.</summary>
/// <param name="captures">The captures that values may name.</param>
/// <param name="known">Variables that are always the same here, such as <c>server_name</c>, with their values.</param>
internal sealed class ValueMapper(CaptureNames captures, IReadOnlyDictionary<string, string> known)
{
    private static readonly HashSet<string> Same = new(StringComparer.Ordinal)
    {
        "host", "scheme", "hostname", "remote_addr", "remote_port", "server_addr", "server_port", "upstream_addr", "proxy_add_x_forwarded_for", "uri",
        "args", "request_method", "request_id",
    };

    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal) { ["query_string"] = "args", ["document_uri"] = "uri" };

    /// <summary>Turns one value.</summary>
    /// <param name="value">The value as nginx has it.</param>
    /// <param name="mapped">The value as ours.</param>
    /// <param name="why">Why there is none.</param>
    public bool TryMap(string value, [NotNullWhen(true)] out string? mapped, [NotNullWhen(false)] out string? why)
    {
        var result = new StringBuilder();
        mapped = null;
        why = null;
        for (var i = 0; i < value.Length;)
        {
            if (value[i] is not '$')
            {
                if (value[i] is not '\t' && value[i] is < ' ' or > '~') why = "fields hold printable ASCII only";
                result.Append(value[i++]);
                continue;
            }

            var name = Name(value, i + 1, out var end);
            if (name.Length == 0) result.Append("$$");
            else if (Ours(name) is { } variable) result.Append(end < value.Length && IsNameCharacter(value[end]) ? $"${{{variable}}}" : $"${variable}");
            else if (known.TryGetValue(name, out var text)) result.Append(text.Replace("$", "$$", StringComparison.Ordinal));
            else why = $"there is no variable like ${name}";
            i = end;
        }

        if (why is not null) return false;
        mapped = result.ToString();
        return true;
    }

    private string? Ours(string name)
    {
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number > 0 && number <= captures.Count ? name : null;
        if (captures.Names.Contains(name) || Same.Contains(name)) return name;
        if (OtherNames.TryGetValue(name, out var other)) return other;
        return name.StartsWith("http_", StringComparison.Ordinal) && name.Length > 5 ? name : null;
    }

    private static string Name(string value, int start, out int end)
    {
        var isBraced = start < value.Length && value[start] is '{';
        var first = isBraced ? start + 1 : start;
        end = first;
        if (end < value.Length && char.IsAsciiDigit(value[end])) end++;
        else while (end < value.Length && IsNameCharacter(value[end])) end++;
        var name = value[first..end];
        if (isBraced && end < value.Length && value[end] is '}') end++;
        return name;
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_';
}
