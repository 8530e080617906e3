namespace Pingap.Cli.Conversion.Syntax;

/// <summary>An <c>include</c> that could not be followed.</summary>
/// <param name="Include">The directive.</param>
/// <param name="Why">Why it could not.</param>
/// <param name="Block">The name of the block around it, empty if there is none.</param>
/// <param name="Lost">What that means.</param>
internal sealed record MissingInclude(NginxDirective Include, string Why, string Block, IncludeLoss Lost);
