using System.Text;
using System.Text.RegularExpressions;

namespace Pingap.Cli.Tests.Conversion;

/// <summary>A small model of how nginx chooses, made of its documentation and of nothing of ours.</summary>
internal sealed record NginxModel(IReadOnlyList<NginxModel.Server> Servers)
{
    /// <summary>The backend's port, or <c>null</c> where no location takes the request.</summary>
    public int? Choose(string host, string path) => ChooseServer(host.ToLowerInvariant()).Locations is var locations ? ChooseLocation(locations, path)?.Port : null;

    public string ToNginx()
    {
        var text = new StringBuilder();
        foreach (var server in Servers)
        {
            text.Append("server {\n  listen 80").Append(server.IsDefault ? " default_server" : "").Append(";\n");
            text.Append("  server_name ").AppendJoin(' ', server.Names.Select(name => $"\"{name}\"")).Append(";\n");
            Write(text, server.Locations, "  ");
            text.Append("}\n");
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, IReadOnlyList<Location> locations, string indent)
    {
        foreach (var location in locations)
        {
            text.Append(indent).Append($"location {location.Modifier} \"{location.Text}\" {{ proxy_pass http://127.0.0.1:{location.Port};\n");
            Write(text, location.Nested, indent + "  ");
            text.Append(indent).Append("}\n");
        }
    }

    private Server ChooseServer(string host) =>
        First(name => name == host)
        ?? Longest(name => name.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(name[1..], StringComparison.Ordinal))
        ?? Longest(name => name.EndsWith(".*", StringComparison.Ordinal) && host.StartsWith(name[..^1], StringComparison.Ordinal))
        ?? First(name => name.StartsWith('~') && Regex.IsMatch(host, name[1..]))
        ?? Servers.FirstOrDefault(server => server.IsDefault)
        ?? Servers[0];

    private Server? First(Func<string, bool> takes) => Servers.FirstOrDefault(server => server.Names.Any(takes));

    private Server? Longest(Func<string, bool> takes) => Servers
        .SelectMany(server => server.Names.Where(takes).Select(name => (server, name.Length)))
        .OrderByDescending(found => found.Length)
        .FirstOrDefault().server;

    private static Location? ChooseLocation(IReadOnlyList<Location> level, string path) => Search(level, path, out _);

    /// <summary>The search of one level: exact, longest prefix and what is in it, then, unless forbidden, expressions.</summary>
    private static Location? Search(IReadOnlyList<Location> level, string path, out bool isFinal)
    {
        isFinal = true;
        if (level.FirstOrDefault(location => location.Modifier == "=" && location.Text == path) is { } exact) return exact;
        var prefix = level.Where(location => location.Modifier is "" or "^~" && path.StartsWith(location.Text, StringComparison.Ordinal)).MaxBy(location => location.Text.Length);
        var found = prefix;
        if (prefix is { Nested.Count: > 0 })
        {
            var inner = Search(prefix.Nested, path, out isFinal);
            if (inner is not null)
            {
                found = inner;
                if (isFinal) return inner;
            }
        }

        isFinal = true;
        if (prefix?.Modifier != "^~")
        {
            if (level.FirstOrDefault(location => location.Modifier is "~" or "~*"
                && Regex.IsMatch(path, location.Text, location.Modifier == "~*" ? RegexOptions.IgnoreCase : RegexOptions.None)) is { } regex) return regex;
        }

        isFinal = false;
        return found;
    }

    public sealed record Server(bool IsDefault, IReadOnlyList<string> Names, IReadOnlyList<Location> Locations);

    public sealed record Location(string Modifier, string Text, int Port, IReadOnlyList<Location> Nested);
}
