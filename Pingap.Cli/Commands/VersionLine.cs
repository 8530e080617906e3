using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Pingap.Cli.Commands;

/// <summary>Prints version and platform on one line; what <c>version</c> and <c>--version</c> do.</summary>
internal sealed class VersionLine(CliServices services) : SynchronousCommandLineAction
{
    // The number alone, such as 0.1.0, without the revision the build appends to it.
    private static readonly string Version =
        typeof(VersionLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        services.Terminal.Out.WriteLine($"pingap {Version} ({RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})");
        return (int)ExitCode.Ok;
    }
}
