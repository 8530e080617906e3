using System.Globalization;
using Pingap.Cli.Conversion.Findings;
using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion.Listing;

/// <summary>Walks over all directives once and tells of those that nothing else reads.</summary>
internal sealed class DirectiveLister(FindingList findings)
{
    /// <summary>Walks over some directives and what they hold.</summary>
    public void List(IReadOnlyList<NginxDirective> directives)
    {
        foreach (var directive in directives)
        {
            List(directive, directives);
            if (directive.Name is "http" or "server" or "location") List(directive.Children);
        }
    }

    private void List(NginxDirective directive, IReadOnlyList<NginxDirective> beside)
    {
        var isOff = directive.Args is ["off" or "none"];
        if (KnownDirectives.Read.Contains(directive.Name) || KnownDirectives.Silent.Contains(directive.Name)) OutsideLocation(directive, beside);
        else if (KnownDirectives.OffTold.TryGetValue(directive.Name, out var told))
        {
            if (isOff) findings.Add(told.Kind, directive, told.Message);
        }
        else if (Special(directive, beside)) return;
        else if (!KnownDirectives.Told.TryGetValue(directive.Name, out told)) Unknown(directive, isOff);
        else if (!isOff) findings.Add(told.Kind, directive, told.Message);
    }

    /// <summary>A rewrite of a whole server changes which location takes a request; those in locations are read with them.</summary>
    private void OutsideLocation(NginxDirective directive, IReadOnlyList<NginxDirective> beside)
    {
        if (directive.Name is "rewrite" && beside.Any(other => other.Name is "listen" or "server_name" or "location"))
            if (!beside.Any(other => other.Name is "proxy_pass" or "grpc_pass"))
                findings.NotConverted(directive, "a rewrite before the location is chosen is not available; write it into the locations");
    }

    private bool Special(NginxDirective directive, IReadOnlyList<NginxDirective> beside)
    {
        switch (directive.Name)
        {
            case "if":
                if (Refuses(directive)) findings.Security(directive, "conditions are not available; what this one refuses or sends elsewhere would be let through");
                else findings.NotConverted(directive, "conditions are not available, nor is what stands in the block");
                return true;
            case "include" when directive.Args.Count == 1:
                // The reader knows why it could not be read.
                return true;
            case "return":
                Return(directive);
                return true;
            case "deny" or "allow":
                Access(directive, beside);
                return true;
            case "map" when directive.First is "$http_upgrade":
                return true;
            case "real_ip_header" when directive.First.Equals("X-Forwarded-For", StringComparison.OrdinalIgnoreCase):
                return true;
            case "expires" when directive.First is "off":
                return true;
            default:
                return false;
        }
    }

    private void Unknown(NginxDirective directive, bool isOff)
    {
        var what = directive.Name.Contains("_by_lua", StringComparison.Ordinal) ? "Lua is not available" : "there is nothing like it here";
        if (isOff || !UnknownGuards.IsOne(directive.Name)) findings.NotConverted(directive, what);
        else findings.Security(directive, $"{what}; it may be a guard, so {KnownDirectives.Guards}");
    }

    private void Return(NginxDirective directive)
    {
        var isStatus = int.TryParse(directive.First, NumberStyles.None, CultureInfo.InvariantCulture, out var status);
        if (!isStatus || status is >= 300 and < 400) findings.NotConverted(directive, "redirects are not available yet; these requests are answered with 404");
        else if (status is 404 && directive.Args.Count == 1) return;
        else if (status >= 400) findings.Note(directive, $"answered with 404, not {status}");
        else findings.NotConverted(directive, "fixed answers are not available yet; these requests are answered with 404");
    }

    private void Access(NginxDirective directive, IReadOnlyList<NginxDirective> beside)
    {
        var allows = beside.Any(other => other.Name == "allow" && other.First != "all");
        if (directive is { Name: "allow", First: "all" }) return;
        if (directive is { Name: "deny", First: "all" } && !allows) findings.Note(directive, "answered with 404, not 403");
        else findings.Security(directive, "access by address is not available yet; what it guards answers 404 until it is guarded in another way");
    }

    private static bool Refuses(NginxDirective block) => block.Children.Any(child =>
        child.Name is "return" or "rewrite" or "deny" or "auth_basic" or "auth_request" or "include" || UnknownGuards.IsOne(child.Name) || Refuses(child));
}
