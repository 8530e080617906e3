using Pingap.Cli.Conversion.Findings;
using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion.Forwarding;

/// <summary>Turns <c>proxy_set_header</c> and <c>grpc_set_header</c> into the fields that a location sets.</summary>
internal sealed class RequestFieldReader
{
    private const string Host = "Host";
    private readonly List<(string, string)> _set = [];
    private readonly List<string> _more = [];
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Identities = ["ssl_client_", "remote_user", "jwt_"];

    private RequestFieldReader()
    {
    }

    /// <summary>Fields by name, none twice.</summary>
    public IReadOnlyList<(string Name, string Value)> Set => _set;

    /// <summary>Second values of the same fields, as <c>Name: value</c>.</summary>
    public IReadOnlyList<string> More => _more;

    /// <summary>Why the location has to be closed, or <c>null</c>: the backend would be told who the client is, and nobody knows here.</summary>
    public string? Closing { get; private set; }

    /// <summary>Reads the directives in force.</summary>
    /// <param name="scope">The location.</param>
    /// <param name="target">Where its requests go.</param>
    /// <param name="values">Turns the values.</param>
    /// <param name="findings">Receives fields that cannot be had.</param>
    public static RequestFieldReader Read(NginxScope scope, ProxyTarget target, ValueMapper values, FindingList findings)
    {
        var fields = new RequestFieldReader();
        foreach (var directive in scope.FindAll(target.IsGrpc ? "grpc_set_header" : "proxy_set_header"))
            if (directive.Args.Count == 2) fields.Add(directive, directive.Args[0], directive.Args[1], values, findings);

        // Without being told otherwise, nginx sends the backend the backend's name; we send the client's.
        if (fields._seen.Add(Host)) fields._set.Insert(0, (Host, target.Authority));
        return fields;
    }

    private void Add(NginxDirective at, string name, string value, ValueMapper values, FindingList findings)
    {
        if (FieldNames.IsOurs(name))
        {
            if (!name.Equals("Connection", StringComparison.OrdinalIgnoreCase) && !name.Equals("Upgrade", StringComparison.OrdinalIgnoreCase))
                findings.Note(at, $"{name} is written by the proxy itself");
            return;
        }

        var isFirst = _seen.Add(name);
        // The client's own Host, port included, is what we send anyway.
        if (name.Equals(Host, StringComparison.OrdinalIgnoreCase) && value is "$http_host") return;
        if (!FieldNames.CanBeSet(name)) findings.NotConverted(at, $"{name} is not a field's name");
        else if (!values.TryMap(value, out var mapped, out var why)) Blank(at, name, value, isFirst, why, findings);
        else if (!isFirst) _more.Add($"{name}: {mapped}");
        else
        {
            if (mapped.Length == 0) findings.Note(at, $"{name} is sent without a value instead of being left out");
            _set.Add((name, mapped));
        }
    }

    /// <summary>What the client sends in such a field must not reach the backend, which takes it for what the proxy says.</summary>
    private void Blank(NginxDirective at, string name, string value, bool isFirst, string why, FindingList findings)
    {
        if (Array.Find(Identities, identity => Names(value, identity)) is not null)
        {
            Closing ??= $"{name} tells the backend who the client is, which is not known here";
            findings.Security(at, $"{name}: {why}; the location answers 404, for the backend would have to believe whoever sends the field");
            return;
        }

        if (!isFirst)
        {
            findings.Security(at, $"{name}: {why}; this value is left out");
            return;
        }

        // A request without a host is none, so that the seen name is forgotten and the backend's own takes its place.
        var isHost = name.Equals(Host, StringComparison.OrdinalIgnoreCase);
        if (isHost) _seen.Remove(name);
        else _set.Add((name, ""));
        findings.Security(at, $"{name}: {why}; {(isHost ? "the backend gets its own name" : "the backend gets the field without a value, never the client's")}");
    }

    private static bool Names(string value, string variable) =>
        value.Contains($"${variable}", StringComparison.Ordinal) || value.Contains($"${{{variable}", StringComparison.Ordinal);
}
