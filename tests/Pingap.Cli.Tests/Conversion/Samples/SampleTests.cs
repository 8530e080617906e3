using System.Runtime.CompilerServices;

namespace Pingap.Cli.Tests.Conversion.Samples;

/// <summary>Whole files as people have them, and what becomes of them; the findings stand in the result as comments.</summary>
public sealed class SampleTests
{
    [Theory]
    [InlineData("grafana")]
    [InlineData("wordpress")]
    [InlineData("gitlab")]
    public void A_file_becomes_what_stands_beside_it(string name)
    {
        var converted = Converted.From(File.ReadAllText(At(name + ".conf")));

        Assert.Equal(File.ReadAllText(At(name + ".toml")), converted.Toml, ignoreLineEndingDifferences: true);
    }

    private static string At(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
