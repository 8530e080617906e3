using System.CommandLine;
using Pingap.Actors.Configuration;
using Pingap.Cli.Conversion;
using Pingap.Cli.Conversion.Findings;
using Pingap.Cli.Conversion.Syntax;
using Pingap.Cli.Output;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap convert</c>: an nginx configuration as ours, and a line for everything in it that could not be converted.</summary>
internal sealed class ConvertCommand
{
    private const string StandardInput = "-";

    private readonly Terminal _terminal;
    private readonly Argument<string> _file = new("FILE") { Description = "The nginx configuration; - reads standard input. What it includes is read, too." };

    private readonly Option<string> _output = new("--output", "-o")
    {
        HelpName = "FILE",
        Description = "Where to write the configuration; standard output when not given.",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Overwrites the output file." };

    private ConvertCommand(Terminal terminal) => _terminal = terminal;

    /// <summary>The command.</summary>
    public static Command Create(CliServices services)
    {
        var convert = new ConvertCommand(services.Terminal);
        var command = new Command(
            "convert",
            "Turns an nginx configuration into ours. What could not be converted is listed on standard error as file:line:column, and makes the exit code 1.")
        {
            convert._file, convert._output, convert._force,
        };
        command.SetAction(parse => (int)convert.Convert(parse.GetRequiredValue(convert._file), parse.GetValue(convert._output), parse.GetValue(convert._force)));
        return command;
    }

    private ExitCode Convert(string file, string? output, bool force)
    {
        if (output is not null && !force && File.Exists(output)) return Wrong($"{output} exists; --force overwrites it");
        if (Read(file, out var error) is not { } input) return Wrong(error!);
        var outcome = NginxConverter.Convert(input, Name(file), path => CertificatePath(path, input.Folder, output));
        foreach (var finding in outcome.Findings) _terminal.Error.WriteLine(finding.ToString().WithoutControls());
        _terminal.Error.WriteLine($"{Name(file)}: {Summary(outcome)}".WithoutControls());
        if (outcome.Toml is not { } toml) return ExitCode.ProblemsFound;
        var document = new ConfigDocument(output ?? "converted.toml", toml);
        var defects = OwnReading.Errors(document);
        if (defects.Count > 0)
        {
            _terminal.Error.WriteLine("This is a defect of the conversion, please report it: its result is not valid, and was not written.");
            ProblemPrinter.ToError(_terminal).Print(defects, [document]);
            return ExitCode.Defect;
        }

        if (!TryWrite(output, toml, force, out error)) return Wrong(error!);
        return outcome.IsIncomplete ? ExitCode.ProblemsFound : ExitCode.Ok;
    }

    private static NginxInput? Read(string file, out string? error)
    {
        NginxInput? input;
        _ = file is StandardInput
            ? NginxReader.TryRead(Name(file), Console.In.ReadToEnd(), "", out input, out error)
            : NginxReader.TryReadFile(file, out input, out error);
        return input;
    }

    private bool TryWrite(string? output, string toml, bool force, out string? error)
    {
        error = null;
        if (output is null)
        {
            _terminal.Out.Write(toml);
            return true;
        }

        try
        {
            using var file = new StreamWriter(new FileStream(output, force ? FileMode.Create : FileMode.CreateNew));
            file.Write(toml);
            return true;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            error = $"cannot write {output}: {unwritable.Message}";
            return false;
        }
    }

    private ExitCode Wrong(string message)
    {
        _terminal.Error.WriteLine(message.WithoutControls());
        return ExitCode.WrongUsage;
    }

    /// <summary>Relative paths begin in the folder of nginx's file there, and in that of our file here.</summary>
    private static string CertificatePath(string path, string folder, string? output)
    {
        if (output is null || Path.IsPathRooted(path)) return path;
        var from = Path.GetDirectoryName(Path.GetFullPath(output)) ?? "/";
        return Path.GetRelativePath(from, Path.GetFullPath(Path.Combine(folder, path)));
    }

    private static string Name(string file) => file is StandardInput ? "(standard input)" : file;

    private static string Summary(ConversionOutcome outcome)
    {
        var left = outcome.Findings.Count(finding => finding.Kind is not FindingKind.Note);
        var security = outcome.Findings.Count(finding => finding.Kind is FindingKind.Security);
        var notes = outcome.Findings.Count - left;
        var converted = outcome.Toml is null ? "there is no server that could be converted, so nothing was written" : left == 0 ? "everything was converted" : "converted in part";
        return $"{converted}; not converted: {left}{(security > 0 ? $", of which {security} protected something" : "")}; notes: {notes}";
    }
}
