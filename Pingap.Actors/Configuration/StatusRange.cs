namespace Pingap.Actors.Configuration;

/// <summary>HTTP statuses from <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
public readonly record struct StatusRange(int First, int Last)
{
    /// <summary>Whether the status lies in the range.</summary>
    public bool Contains(int status) => status >= First && status <= Last;

    /// <inheritdoc/>
    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}
