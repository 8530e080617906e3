using System.Globalization;

namespace Pingap.EndToEnd.Tests.Wire.Fuzzing;

/// <summary>How much is tried.</summary>
public static class FuzzSize
{
    /// <summary>How many mutations: 10,000, or what the environment variable <c>PINGAP_WIRE_MUTATIONS</c> says.</summary>
    public static int Mutations { get; } = Number("PINGAP_WIRE_MUTATIONS", 10_000);

    /// <summary>The number of the first one: 0, or what the environment variable <c>PINGAP_WIRE_FIRST</c> says.</summary>
    public static int First { get; } = Number("PINGAP_WIRE_FIRST", 0);

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
