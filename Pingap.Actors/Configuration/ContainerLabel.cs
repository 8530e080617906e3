namespace Pingap.Actors.Configuration;

/// <summary>One entry of <c>addrs</c> where backends are containers: <c>label[:port] [weight]</c>.</summary>
/// <param name="Label">What the containers are labelled with: <c>name</c> or <c>name=value</c>.</param>
/// <param name="Port">Their port, or <c>null</c> for the only one they expose.</param>
/// <param name="Weight">The share of the traffic of each.</param>
public sealed record ContainerLabel(string Label, int? Port, int Weight)
{
    /// <summary><c>label:port</c>, as it is written.</summary>
    public override string ToString() => Port is { } port ? $"{Label}:{port}" : Label;
}
