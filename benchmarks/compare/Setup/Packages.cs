using System.Diagnostics;
using Pingap.Measuring.Programs;

namespace Pingap.Compare.Setup;

/// <summary>The programs that are compared and those that make the load: packages of Debian.</summary>
internal static class Packages
{
    private static readonly (string Package, string Program)[] All =
        [("nginx", "nginx"), ("haproxy", "haproxy"), ("caddy", "caddy"), ("wrk", "wrk"), ("nghttp2-client", "h2load")];

    /// <summary>Installs what is missing of what is needed; asks nobody where all is there.</summary>
    /// <param name="programs">The names of the programs that are needed.</param>
    /// <param name="output">Told what happens.</param>
    /// <param name="cancellation">Breaks it off.</param>
    /// <returns>What could not be installed, with the remedy; empty where all is there.</returns>
    public static async Task<IReadOnlyList<string>> InstallAsync(IReadOnlyCollection<string> programs, TextWriter output, CancellationToken cancellation)
    {
        // A mirror that is being updated fails for a moment: the second try sees it whole.
        for (var attempt = 1; attempt <= 2 && Missing(programs) is { Count: > 0 } missing; attempt++)
        {
            await output.WriteLineAsync($"installing {string.Join(", ", missing)} (try {attempt} of 2)");
            if (await AptAsync(["update", "-qq"], cancellation)) await AptAsync(["install", "-y", "-qq", "--no-install-recommends", .. missing], cancellation);
        }

        return [.. Missing(programs).Select(package => $"{package} is not installed and could not be: apt-get install {package}")];
    }

    private static IReadOnlyList<string> Missing(IReadOnlyCollection<string> programs) =>
        [.. All.Where(each => programs.Contains(each.Program) && InstalledProgram.Find(each.Program) is null).Select(each => each.Package)];

    private static async Task<bool> AptAsync(string[] arguments, CancellationToken cancellation)
    {
        if (InstalledProgram.Find("apt-get") is not { } apt) return false;
        // Without root it may still be allowed, if nobody has to be asked for a password.
        var start = Environment.IsPrivilegedProcess ? new ProcessStartInfo(apt, arguments) : new ProcessStartInfo("sudo", ["-n", apt, .. arguments]);
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        // The servers that come with the packages are to be measured, not to be started by the system.
        start.Environment["RUNLEVEL"] = "1";
        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        return process.ExitCode == 0;
    }
}
