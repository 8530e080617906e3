namespace Pingap.EndToEnd.Tests.Wire.Requests;

/// <summary>Octets that a client sends, and what must become of them.</summary>
/// <param name="Name">What is special about them.</param>
/// <param name="Section">Where that is ruled.</param>
/// <param name="Octets">What is sent.</param>
/// <param name="Fate">What becomes of it.</param>
public sealed record RequestRow(string Name, string Section, string Octets, Fate Fate)
{
    /// <summary>The statuses of which the client gets one; none where it is the backend's 200.</summary>
    public IReadOnlyList<int> Statuses { get; init; } = [];

    /// <summary>What the backend gets, in canonical form.</summary>
    public string Received { get; init; } = "";
}
