namespace Pingap.Testing.EndToEnd;

/// <summary>How one request of a load ended.</summary>
/// <param name="Started">When it was sent, by <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>.</param>
/// <param name="Status">The status, or 0 when there was no whole answer.</param>
/// <param name="Backend">Who says to have answered, by <see cref="ExampleBackend.NameField"/>.</param>
/// <param name="Failure">What went wrong when there was no whole answer.</param>
public readonly record struct Answer(long Started, int Status, string? Backend, string? Failure)
{
    /// <summary>Whether it is whole and has status 200.</summary>
    public bool IsGood => Status == 200;
}
