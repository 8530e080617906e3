namespace Pingap.Compare.Targets;

/// <summary>
/// Another copy of Pingap in the same run, written <c>NAME:SETTING,SETTING</c>. A setting is a variable of the environment (<c>PINGAP_TRANSPORT=epoll</c>), a key of the
/// configuration in every table of a kind (<c>basic.threads=2</c>, <c>upstream.…</c>, <c>location.…</c>, <c>server.…</c>), an argument (<c>--addr=…</c>), or another build (<c>@/path/pingap.dll</c>).
/// </summary>
internal sealed class PingapVariant
{
    /// <summary>The kinds of tables that may have more keys.</summary>
    public static readonly IReadOnlyList<string> Tables = ["basic", "upstream", "location", "server"];

    private readonly List<(string Table, string Line)> _lines = [];
    private readonly Dictionary<string, string> _environment = [];
    private readonly List<string> _arguments = [];

    private PingapVariant(string name, string text)
    {
        Name = name;
        Text = text;
    }

    /// <summary>Pingap as it is.</summary>
    public static PingapVariant Plain { get; } = new("pingap", "");

    /// <summary>Its name in tables and options.</summary>
    public string Name { get; }

    /// <summary>The settings as they were written.</summary>
    public string Text { get; }

    /// <summary>The <c>pingap.dll</c> of another build, or <c>null</c>.</summary>
    public string? Assembly { get; private set; }

    /// <summary>Variables that it is started with.</summary>
    public IReadOnlyDictionary<string, string> Environment => _environment;

    /// <summary>Arguments after the configuration.</summary>
    public IReadOnlyList<string> Arguments => _arguments;

    /// <summary>The lines of TOML that tables of a kind have more.</summary>
    public IEnumerable<string> LinesOf(string table) => _lines.Where(line => line.Table == table).Select(line => line.Line);

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It is not written so; the message says how.</exception>
    public static PingapVariant Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1) throw new FormatException($"--variant {text}: write NAME:SETTING,SETTING, such as epoll:PINGAP_TRANSPORT=epoll");
        var variant = new PingapVariant(text[..colon], text[(colon + 1)..]);
        foreach (var setting in variant.Text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) variant.Add(setting);
        return variant;
    }

    private void Add(string setting)
    {
        if (setting.StartsWith('@'))
        {
            Assembly = Path.GetFullPath(setting[1..]);
            if (!File.Exists(Assembly)) throw new FormatException($"--variant {Name}: there is no {Assembly}");
        }
        else if (setting.StartsWith('-'))
        {
            _arguments.Add(setting);
        }
        else if (setting.Split('=', 2) is [var name, var value] && name.Length > 0)
        {
            if (name.Split('.', 2) is [var table, var key]) _lines.Add((Known(table, setting), $"{key} = {Toml(value)}"));
            else _environment[name] = value;
        }
        else
        {
            throw new FormatException($"--variant {Name}: {setting} is no setting; write VARIABLE=value, TABLE.key=value, --argument or @/path/pingap.dll");
        }
    }

    private string Known(string table, string setting) => Tables.Contains(table)
        ? table
        : throw new FormatException($"--variant {Name}: {setting} is in no table that is known here; use one of {string.Join(", ", Tables)}");

    /// <summary>What is no number and no truth value is a text.</summary>
    private static string Toml(string value) => value is "true" or "false" || long.TryParse(value, out _) ? value : $"\"{value}\"";
}
