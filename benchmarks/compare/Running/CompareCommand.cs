using System.Reflection;
using System.Runtime.InteropServices;
using Pingap.Compare.Measuring;
using Pingap.Compare.Report;
using Pingap.Compare.Scenarios;
using Pingap.Compare.Setup;
using Pingap.Compare.Targets;

namespace Pingap.Compare.Running;

/// <summary>The command: installs what is missing, measures, and writes what it has found.</summary>
internal static class CompareCommand
{
    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 0 when everything was measured, 1 when some proxy could not do something, 2 when there is no comparison at all, 130 when it was broken off.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is ["--help" or "-h", ..])
        {
            Console.WriteLine(CompareOptions.Usage);
            return 0;
        }

        if (arguments is ["--list", ..])
        {
            foreach (var scenario in ScenarioCatalog.All) Console.WriteLine($"{scenario.Name,-12} {scenario.Title}");
            Console.WriteLine($"targets: {string.Join(", ", TargetCatalog.All([]).Select(target => target.Name))}");
            return 0;
        }

        using var stopping = new CancellationTokenSource();
        // Everything that was started is ended on the way out; a second signal ends this process at once.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return await RunAsync(CompareOptions.Parse(arguments), stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("broken off");
            return 130;
        }
        catch (Exception failure) when (failure is FormatException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 2;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = !stopping.IsCancellationRequested;
            stopping.Cancel();
        }
    }

    private static async Task<int> RunAsync(CompareOptions options, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux()) throw new InvalidOperationException("processor time and memory are read from /proc: this runs on Linux only");
        if (Configuration is not "Release") await Console.Error.WriteLineAsync($"built as {Configuration}: the numbers of pingap and yarp mean nothing; use dotnet run -c Release");
        // nginx is the backend of all.
        string?[] programs = [NginxTarget.Nginx, .. options.Targets.Select(target => target.Program), .. options.Scenarios.Select(scenario => scenario.Program)];
        foreach (var problem in await Packages.InstallAsync([.. programs.OfType<string>()], Console.Out, cancellation)) await Console.Error.WriteLineAsync(problem);

        // Before an hour is spent on what could then not be written.
        if (options.Json is { } file) Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        if (options.Plots is { } folder) Directory.CreateDirectory(folder);

        var machine = MachineDescription.Read();
        var versions = new Dictionary<string, string>();
        foreach (var target in options.Targets) versions[target.Name] = await Versions.OfAsync(target, cancellation);
        await using var stage = await Stage.SetAsync(cancellation);
        var results = await new Comparison(options, stage, Console.Out).RunAsync(cancellation);

        var report = new RunReport(machine, versions, options.Rounds, options.Pace.Round, options.Noise, results);
        Console.WriteLine();
        Console.WriteLine(MarkdownReport.Write(report));
        if (options.Json is { } json) await File.WriteAllTextAsync(json, JsonReport.Write(report), cancellation);
        if (options.Plots is { } plots) await PlotAsync(plots, results, cancellation);
        return results.SelectMany(scenario => scenario.Targets).All(target => target.Reason is null) ? 0 : 1;
    }

    private static async Task PlotAsync(string folder, IReadOnlyList<ScenarioResult> results, CancellationToken cancellation)
    {
        foreach (var scenario in results)
        {
            foreach (var metric in scenario.Plotted)
            {
                var file = Path.Combine(folder, $"{scenario.Name}-{metric.Key.Replace('_', '-')}.svg");
                await File.WriteAllTextAsync(file, BarChart.Draw(scenario, metric), cancellation);
            }
        }
    }

    private static string? Configuration => typeof(CompareCommand).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration;
}
