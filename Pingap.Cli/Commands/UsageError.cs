using System.CommandLine;
using Pingap.Cli.Output;

namespace Pingap.Cli.Commands;

/// <summary>Says what is wrong with a command line, what was perhaps meant, and where help is.</summary>
internal static class UsageError
{
    private const int FarthestGuess = 2;

    /// <summary>Prints it.</summary>
    /// <returns><see cref="ExitCode.WrongUsage"/></returns>
    public static ExitCode Print(ParseResult parse, TextWriter error)
    {
        var command = parse.CommandResult.Command;

        // A word that is not understood explains whatever else seems to be missing.
        if (parse.UnmatchedTokens is [var first, ..]) error.WriteLine($"Unrecognized command or option '{first.WithoutControls()}'.{Guess(first, command)}");
        else
            foreach (var problem in parse.Errors) error.WriteLine(problem.Message.WithoutControls());
        error.WriteLine($"See: pingap {(command is RootCommand ? "" : command.Name + " ")}--help");
        return ExitCode.WrongUsage;
    }

    private static string Guess(string word, Command command)
    {
        var names = command.Options.Select(option => option.Name).Concat(command.Subcommands.Select(verb => verb.Name));
        var nearest = names.MinBy(name => Distance(word, name));
        return nearest is not null && Distance(word, nearest) <= FarthestGuess ? $" Did you mean {nearest}?" : "";
    }

    /// <summary>How many letters must be put in, taken out or changed to make one word the other (Levenshtein).</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
