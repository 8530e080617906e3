using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap version</c>: which build this is, and on what it runs.</summary>
internal static class VersionCommand
{
    /// <summary>The version, such as <c>0.1.0</c>; without the build's own suffix.</summary>
    public static string Version { get; } =
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The command.</summary>
    public static Command Create(CliServices services)
    {
        var command = new Command("version", "Prints the version.");
        command.SetAction(_ =>
        {
            services.Terminal.Out.WriteLine($"pingap {Version} ({RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})");
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
