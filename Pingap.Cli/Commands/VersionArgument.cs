using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Pingap.Cli.Output;

namespace Pingap.Cli.Commands;

/// <summary>An argument that is the number of a version.</summary>
internal static class VersionArgument
{
    /// <summary>A new one; an argument belongs to one command.</summary>
    /// <param name="name">What the help calls it.</param>
    /// <param name="description">What it is.</param>
    public static Argument<long> Create(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result => Number(result) ?? 0,
    };

    /// <summary>A new one that may be left out.</summary>
    /// <param name="name">What the help calls it.</param>
    /// <param name="description">What it is.</param>
    public static Argument<long?> CreateOptional(string name, string description) => new(name)
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = description,
        CustomParser = Number,
    };

    private static long? Number(ArgumentResult result)
    {
        if (result.Tokens is not [{ Value: var text }]) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) return number;
        result.AddError($"'{text.WithoutControls()}' is not the number of a version; pingap history lists them");
        return null;
    }
}
