using Pingap.Measuring.Programs;

namespace Pingap.Compare.Targets;

/// <summary>How a program is started.</summary>
/// <param name="Program">The executable.</param>
/// <param name="Arguments">What follows it.</param>
/// <param name="Environment">Variables it has beside those of this process.</param>
internal sealed record Launch(string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment)
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>A .NET program counts calls at once: otherwise what is measured is code that the runtime has not yet optimised.</summary>
    private static readonly Dictionary<string, string> Hurried = new() { ["DOTNET_TC_CallCountingDelayMs"] = "0" };

    /// <summary>A program of the system.</summary>
    /// <exception cref="FileNotFoundException">It is not installed.</exception>
    public static Launch Installed(string program, params IReadOnlyList<string> arguments) =>
        new(InstalledProgram.Find(program) ?? throw new FileNotFoundException($"{program} is not installed"), arguments, Nothing);

    /// <summary>An assembly, by the runtime that runs this one.</summary>
    public static Launch Managed(string assembly, params IReadOnlyList<string> arguments)
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var host = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "dotnet"));
        return new(File.Exists(host) ? host : "dotnet", ["exec", assembly, .. arguments], Hurried);
    }

    /// <summary>The same with more variables.</summary>
    public Launch With(IEnumerable<KeyValuePair<string, string>> variables)
    {
        var all = new Dictionary<string, string>(Environment);
        foreach (var (name, value) in variables) all[name] = value;
        return this with { Environment = all };
    }
}
