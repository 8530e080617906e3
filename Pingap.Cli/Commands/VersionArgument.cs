using System.CommandLine;
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
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) return number;
            result.AddError($"'{text.WithoutControls()}' is not the number of a version; pingap history lists them");
            return 0;
        },
    };
}
