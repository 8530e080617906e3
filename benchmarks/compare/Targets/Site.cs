using System.Globalization;
using Pingap.Compare.Setup;

namespace Pingap.Compare.Targets;

/// <summary>What a proxy is to be before, and where.</summary>
/// <param name="Workplace">Certificate and key.</param>
/// <param name="Folder">What it may write to.</param>
/// <param name="Fronts">Where it listens.</param>
/// <param name="Backends">What it forwards to.</param>
/// <param name="OpenFiles">How many files it may have open.</param>
internal sealed record Site(Workplace Workplace, DirectoryInfo Folder, Fronts Fronts, BackendPorts Backends, int OpenFiles)
{
    /// <summary>Connections that the configurations admit. Some files are none, or go to backends; there are not as many of those, for most clients are idle or few.</summary>
    public int Connections => OpenFiles - 2_000;

    /// <summary>Writes a configuration.</summary>
    /// <param name="template">The file in <c>Templates</c>.</param>
    /// <param name="more">Values that only this proxy has.</param>
    /// <returns>Where it is.</returns>
    public string Write(string template, params IEnumerable<(string Name, string Value)> more)
    {
        var values = new Dictionary<string, string>
        {
            ["folder"] = Folder.FullName,
            ["certificate"] = Workplace.Certificate,
            ["key"] = Workplace.Key,
            ["certificate_and_key"] = Workplace.CertificateAndKey,
            ["processors"] = Text(Environment.ProcessorCount),
            ["files"] = Text(OpenFiles),
            ["connections"] = Text(Connections),
            ["http_port"] = Text(Fronts.Http),
            ["https_port"] = Text(Fronts.Https),
            ["grpc_port"] = Text(Fronts.Grpc),
            ["static"] = Text(Backends.Static),
            ["work"] = Text(Backends.Work),
            ["grpc"] = Text(Backends.Grpc),
        };
        foreach (var (name, value) in more) values[name] = value;
        var path = Path.Combine(Folder.FullName, template);
        File.WriteAllText(path, Template.Fill(template, values));
        return path;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
