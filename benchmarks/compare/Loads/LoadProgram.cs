using System.Diagnostics;
using Pingap.Measuring.Programs;

namespace Pingap.Compare.Loads;

/// <summary>A program that makes a load, for as long as it was told to.</summary>
internal static class LoadProgram
{
    /// <summary>How much longer than its time it may take.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    /// <summary>Runs one to its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed, or did not end in time; the message has what it printed.</exception>
    public static async Task<string> RunAsync(string name, IEnumerable<string> arguments, int seconds, CancellationToken cancellation)
    {
        var program = InstalledProgram.Find(name) ?? throw new InvalidOperationException($"{name} is not installed");
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds) + Grace);
        try
        {
            var printed = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            var text = string.Concat(printed);
            return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{name} ended with {process.ExitCode}: {text}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new InvalidOperationException($"{name} did not end within {seconds} s and {Grace.TotalSeconds:0} s more");
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
