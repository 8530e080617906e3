using Pingap.EndToEnd.Tests.Wire.Running;

namespace Pingap.EndToEnd.Tests.Wire.Responses;

/// <summary>What a backend answers, and what must become of it.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Section">Where that is ruled.</param>
/// <param name="Play">What the backend does.</param>
/// <param name="Outcome">What becomes of it.</param>
public sealed record ResponseRow(string Name, string Section, Play Play, Outcome Outcome)
{
    /// <summary>The method of the request.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>What the client gets, in canonical form and without Date; where the answer passes.</summary>
    public string Seen { get; init; } = "";
}
