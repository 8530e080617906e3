namespace Pingap.Cli.Conversion.Syntax;

/// <summary>An <c>include</c> that could not be followed.</summary>
/// <param name="Include">The directive.</param>
/// <param name="Why">Why it could not.</param>
/// <param name="Block">The name of the block around it, empty if there is none.</param>
/// <param name="Lost">What that means.</param>
internal sealed record MissingInclude(NginxDirective Include, string Why, string Block, MissingInclude.Loss Lost)
{
    /// <summary>What is lost with it.</summary>
    internal enum Loss
    {
        /// <summary>Nothing that means anything here.</summary>
        Nothing,

        /// <summary>Nothing as far as this machine goes: the folder is there, and no file in it matches.</summary>
        NothingHere,

        /// <summary>Nobody knows; it may have been a guard.</summary>
        Unknown,
    }
}
