namespace Pingap.Gateway.Forwarding;

/// <summary>What carries requests where the configuration does not say.</summary>
public static class ForwarderChoice
{
    /// <summary>The environment variable that says it: <c>own</c> or <c>yarp</c>.</summary>
    public const string Variable = "PINGAP_FORWARDER";

    /// <summary>What the environment says, else our own.</summary>
    public static readonly ForwarderKind Default =
        string.Equals(Environment.GetEnvironmentVariable(Variable), "yarp", StringComparison.OrdinalIgnoreCase) ? ForwarderKind.Yarp : ForwarderKind.Own;
}
