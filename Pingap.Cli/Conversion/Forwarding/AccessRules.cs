using Pingap.Cli.Conversion.Listing;
using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion.Forwarding;

/// <summary>Finds out whether nginx lets only some requests into a location. What guards it is not to be had, so it must not be open.</summary>
internal static class AccessRules
{
    private static readonly string[] Guards =
    [
        "auth_basic", "auth_request", "auth_jwt", "auth_digest", "auth_pam", "auth_gss", "auth_ldap", "auth_oidc", "secure_link", "limit_except",
    ];

    /// <summary>Why the location has to be closed, or <c>null</c>.</summary>
    public static string? Closing(NginxScope scope) => scope.Own("internal") is not null ? "it is internal" : Guard(scope);

    /// <summary>What guards it, or <c>null</c>; being internal is none for those who get there from another location.</summary>
    public static string? Guard(NginxScope scope)
    {
        foreach (var guard in Guards)
            if ((guard is "limit_except" or "secure_link" ? scope.Own(guard) : scope.Find(guard)) is { First: not "off" }) return $"{guard} guards it";
        if (scope.Value("ssl_verify_client", "off") is "on") return "ssl_verify_client guards it";
        if (Unread(scope) is { } include) return $"{include.First}, which could not be read, may guard it";
        if (Unknown(scope) is { } unknown) return $"{unknown.Name} may guard it";
        var rules = scope.FindAll("allow", "deny");
        if (rules.Count == 0 || rules[0] is { Name: "allow", First: "all" } || rules.All(rule => rule.Name == "allow")) return null;
        return rules.Any(rule => rule.Name == "allow") ? "allow and deny guard it" : IsShut(rules) ? "it denies all" : "deny guards it";
    }

    /// <summary>An include of the location or its server; those around the servers are told of, for they would close everything.</summary>
    private static NginxDirective? Unread(NginxScope scope)
    {
        for (var inside = scope; inside is { Block: "location" or "server" }; inside = inside.Outer)
            if (inside.Own("include") is { } include) return include;
        return null;
    }

    private static NginxDirective? Unknown(NginxScope scope)
    {
        for (var inside = scope; inside is not null; inside = inside.Outer)
            foreach (var name in inside.Names)
                if (UnknownGuards.IsOne(name) && scope.Find(name) is { First: not "off" } guard) return guard;
        return null;
    }

    private static bool IsShut(IReadOnlyList<NginxDirective> rules) => rules[0] is { Name: "deny", First: "all" };
}
