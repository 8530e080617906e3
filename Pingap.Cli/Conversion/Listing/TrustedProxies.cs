using System.Net;
using Pingap.Cli.Conversion.Findings;
using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion.Listing;

/// <summary>Reads <c>set_real_ip_from</c>: whose forwarding fields are believed, which here is one list for the whole proxy.</summary>
internal static class TrustedProxies
{
    private const string Name = "set_real_ip_from";

    /// <summary>The addresses and networks.</summary>
    /// <param name="scopes">All blocks that may say so.</param>
    /// <param name="findings">Receives what cannot be had.</param>
    public static IReadOnlyList<string> Of(IEnumerable<NginxScope> scopes, FindingList findings)
    {
        var trusted = new List<string>();
        foreach (var scope in scopes)
        {
            foreach (var directive in scope.Directives.Where(directive => directive.Name == Name))
            {
                var header = scope.Value("real_ip_header", "X-Real-IP");
                if (!header.Equals("X-Forwarded-For", StringComparison.OrdinalIgnoreCase))
                    findings.NotConverted(directive, $"nginx believes {header} from there; only X-Forwarded-For and Forwarded can be believed here");
                else if (directive.First is not "unix:" && !IPNetwork.TryParse(directive.First, out _) && !IPAddress.TryParse(directive.First, out _))
                    findings.NotConverted(directive, $"{directive.First} is no address or network");
                else if (!trusted.Contains(directive.First)) trusted.Add(directive.First);
                if (scope.Outer?.Outer is not null) findings.Note(directive, "it holds for the whole proxy here");
            }
        }

        return trusted;
    }
}
