namespace Pingap.Actors.Configuration.Values;

/// <summary>The names of the computer itself (RFC 6761 §6.3).</summary>
internal static class ThisComputer
{
    /// <summary>Whether a host name is <c>localhost</c> or a name below it.</summary>
    public static bool IsNamed(string host)
    {
        var name = host.AsSpan().TrimEnd('.');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }
}
