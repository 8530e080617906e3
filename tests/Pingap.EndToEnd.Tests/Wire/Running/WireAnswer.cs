using Pingap.EndToEnd.Tests.Wire.Reading;

namespace Pingap.EndToEnd.Tests.Wire.Running;

/// <summary>What a client got.</summary>
/// <param name="Verdict"><see cref="Verdict.Incomplete"/> where the connection ended before the answer did.</param>
/// <param name="Response">The answer, if at least its head came.</param>
public sealed record WireAnswer(Verdict Verdict, WireMessage? Response)
{
    /// <summary>The octets, where they are no answer.</summary>
    public string Rest { get; init; } = "";

    /// <summary>Whether it is whole and of a status.</summary>
    public bool Is(int status) => Verdict is Verdict.Whole && Response!.Status == status;

    /// <inheritdoc/>
    public override string ToString() => Verdict is Verdict.Whole ? Response!.Canonical() : $"{Verdict}: {Rest}";
}
