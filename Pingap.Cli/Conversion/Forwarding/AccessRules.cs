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
    public static string? Closing(NginxScope scope)
    {
        if (scope.Own("internal") is not null) return "it is internal";
        foreach (var guard in Guards)
            if ((guard is "limit_except" or "secure_link" ? scope.Own(guard) : scope.Find(guard)) is { First: not "off" }) return $"{guard} guards it";
        if (scope.Value("ssl_verify_client", "off") is "on") return "ssl_verify_client guards it";
        var rules = scope.FindAll("allow", "deny");
        if (rules.Count == 0 || rules[0] is { Name: "allow", First: "all" } || rules.All(rule => rule.Name == "allow")) return null;
        return rules.Any(rule => rule.Name == "allow") ? "allow and deny guard it" : IsShut(rules) ? "it denies all" : "deny guards it";
    }

    private static bool IsShut(IReadOnlyList<NginxDirective> rules) => rules[0] is { Name: "deny", First: "all" };
}
