using Pingap.Cli.Conversion.Findings;
using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion.Forwarding;

/// <summary>Turns <c>add_header</c> and <c>proxy_hide_header</c> into the changes that a location makes to responses.</summary>
internal static class ResponseFieldReader
{
    /// <summary>The fields added, as <c>Name: value</c>.</summary>
    public static IReadOnlyList<string> Added(NginxScope scope, ValueMapper values, FindingList findings)
    {
        var added = new List<string>();
        foreach (var directive in scope.FindAll("add_header"))
        {
            if (directive.Args.Count < 2 || directive.Args[1].Length == 0) continue;
            var name = directive.Args[0];
            if (!FieldNames.CanBeSet(name)) findings.NotConverted(directive, $"{name} cannot be added by a location");
            else if (!values.TryMap(directive.Args[1], out var mapped, out var why)) findings.NotConverted(directive, $"{name}: {why}");
            else added.Add($"{name}: {mapped}");
            if (directive.Args.Count == 2)
                findings.NoteOnce("add_header", directive, "fields are added to answers of every status, as if each add_header said \"always\"");
        }

        return added;
    }

    /// <summary>Names of the fields taken out.</summary>
    public static IReadOnlyList<string> Hidden(NginxScope scope, FindingList findings)
    {
        var hidden = new List<string>();
        foreach (var directive in scope.FindAll("proxy_hide_header", "grpc_hide_header"))
        {
            if (FieldNames.CanBeSet(directive.First)) hidden.Add(directive.First);
            else findings.NotConverted(directive, $"{directive.First} cannot be taken out by a location");
        }

        return [.. hidden.Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
