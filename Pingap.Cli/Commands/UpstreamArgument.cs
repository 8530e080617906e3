using System.CommandLine;

namespace Pingap.Cli.Commands;

/// <summary>The arguments that name an upstream and a backend of it, the same for every command that has them.</summary>
internal static class UpstreamArgument
{
    /// <summary>A new one; an argument belongs to one command.</summary>
    public static Argument<string> Create() => new("UPSTREAM") { Description = "The upstream, as the configuration calls it." };

    /// <summary>A new one for a backend.</summary>
    public static Argument<string> CreateBackend() => new("BACKEND") { Description = "The address of the backend, as pingap upstreams shows it." };

    /// <summary>A new one for a backend that may be left out.</summary>
    public static Argument<string?> CreateOptionalBackend() => new("BACKEND")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "The address of the backend, as pingap upstreams shows it; without it the upstream as a whole is meant.",
    };
}
