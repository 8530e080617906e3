namespace Pingap.Actors.Upstreams;

/// <summary>What an operator asks for a backend or an upstream.</summary>
/// <param name="Kind">What.</param>
/// <param name="By">The user who asks.</param>
public sealed record OperatorOrder(OrderKind Kind, string By)
{
    /// <summary>To drain or disable: after which time what is left is broken off; <c>null</c> for never.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>To weigh: the weight, or <c>null</c> for the configured one.</summary>
    public int? Weight { get; init; }

    /// <summary>Why something changes, for people: <c>an operator: drain within 30s</c>.</summary>
    public string Cause => "an operator: " + Kind switch
    {
        OrderKind.Drain => $"drain{Limit}",
        OrderKind.Disable => $"disable{Limit}",
        OrderKind.Enable => "enable",
        OrderKind.Weigh => Weight is { } weight ? $"weight {weight}" : "weight as configured",
        _ => throw new InvalidOperationException($"{Kind} is no order"),
    };

    /// <summary>Who asked, for people: <c>by root</c>.</summary>
    public string Evidence => $"by {By}";

    private string Limit => Within is { } within ? $" within {within.TotalSeconds:0.###}s" : "";
}
