using System.Diagnostics;
using Pingap.Compare.Targets;
using Pingap.Measuring.Programs;

namespace Pingap.Compare.Report;

/// <summary>What exactly was compared.</summary>
internal static class Versions
{
    /// <summary>Asks a program for its version, or says with what this one was built.</summary>
    public static async Task<string> OfAsync(ITarget target, CancellationToken cancellation)
    {
        if (target.Program is null) return target.BuiltVersion ?? target.Name;
        if (InstalledProgram.Find(target.Program) is not { } program) return $"{target.Program} is not installed";
        using var process = Process.Start(new ProcessStartInfo(program, target.VersionArguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var printed = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        return string.Concat(printed).Split('\n')[0].Trim();
    }
}
