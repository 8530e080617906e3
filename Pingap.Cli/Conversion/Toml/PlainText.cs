namespace Pingap.Cli.Conversion.Toml;

/// <summary>Texts that must reach the proxy as they are, although our configuration replaces <c>${NAME}</c> and <c>$ENV:NAME</c> in any string.</summary>
internal static class PlainText
{
    /// <summary>The text with a second dollar where a lone one would begin a variable of the environment.</summary>
    public static string Of(string text) => text
        .Replace("${", "$${", StringComparison.Ordinal)
        .Replace("$ENV:", "$$ENV:", StringComparison.Ordinal);
}
