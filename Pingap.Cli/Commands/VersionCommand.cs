using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap version</c>: which build this is, and on what it runs.</summary>
internal static class VersionCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliServices services) => new("version", "Prints the version.") { Action = new Print(services) };

    /// <summary>Prints version and platform on one line; also what <c>--version</c> does.</summary>
    public sealed class Print(CliServices services) : SynchronousCommandLineAction
    {
        /// <inheritdoc/>
        public override int Invoke(ParseResult parseResult)
        {
            services.Terminal.Out.WriteLine($"pingap {Version} ({RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})");
            return (int)ExitCode.Ok;
        }

        // The number alone, such as 0.1.0, without the revision the build appends to it.
        private static string Version { get; } =
            typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
    }
}
