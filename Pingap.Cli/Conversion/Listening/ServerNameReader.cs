using Pingap.Actors.Configuration;
using Pingap.Cli.Conversion.Findings;
using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion.Listening;

/// <summary>Reads <c>server_name</c>.</summary>
internal static class ServerNameReader
{
    /// <summary>The names of one server. No <c>server_name</c> at all is the empty name: requests without a host.</summary>
    /// <param name="server">The server's block.</param>
    /// <param name="order">The server's place in the file.</param>
    /// <param name="findings">Receives names that cannot be had.</param>
    public static IReadOnlyList<ServerNamePattern> Read(NginxScope server, int order, FindingList findings)
    {
        var names = new List<ServerNamePattern>();
        var directives = server.Directives.Where(directive => directive.Name == "server_name").ToList();
        foreach (var directive in directives)
            foreach (var name in directive.Args)
                Add(names, directive, name, order, findings);
        if (directives.Count == 0) names.Add(new ServerNamePattern(ServerNameKind.Exact, "", order));
        return [.. names.Distinct()];
    }

    private static void Add(List<ServerNamePattern> names, NginxDirective at, string name, int order, FindingList findings)
    {
        var lower = name.ToLowerInvariant();
        if (name.StartsWith('~'))
        {
            if (LinearRegex.TryParse(name[1..], out _, out var error)) names.Add(new ServerNamePattern(ServerNameKind.Regex, name[1..], order));
            else findings.NotConverted(at, $"{name}: {error}; requests for these hosts go to the other servers");
        }
        else if (name.Contains('$', StringComparison.Ordinal))
        {
            findings.NotConverted(at, $"{name}: a variable; write the name itself");
        }
        else if (lower.StartsWith('.') && IsHost(lower[1..]))
        {
            names.Add(new ServerNamePattern(ServerNameKind.Exact, lower[1..], order));
            names.Add(new ServerNamePattern(ServerNameKind.LeadingWildcard, lower, order));
        }
        else if (lower.StartsWith("*.", StringComparison.Ordinal) && IsHost(lower[2..]))
        {
            names.Add(new ServerNamePattern(ServerNameKind.LeadingWildcard, lower[1..], order));
        }
        else if (lower.EndsWith(".*", StringComparison.Ordinal) && IsHost(lower[..^2]))
        {
            names.Add(new ServerNamePattern(ServerNameKind.TrailingWildcard, lower[..^1], order));
        }
        else if (lower.Length == 0 || IsHost(lower.TrimEnd('.')))
        {
            names.Add(new ServerNamePattern(ServerNameKind.Exact, lower.TrimEnd('.'), order));
        }
        else if (name.Any(char.IsAsciiLetterOrDigit))
        {
            findings.NotConverted(at, $"{name} is no host name");
        }
    }

    // "_" is the customary name that no request has; any host that is asked for by such a name is the default server's.
    private static bool IsHost(string name) =>
        name is not "_" && name.Length < 254 && name.Split('.').All(label => label.Length is > 0 and < 64 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
}
