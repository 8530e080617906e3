using Pingap.EndToEnd.Tests.Wire.Running;

namespace Pingap.EndToEnd.Tests.Wire.Requests;

/// <summary>One for malformed requests.</summary>
public sealed class RequestWorld : WireWorld
{
    /// <summary>A request whose answer can be told from all others.</summary>
    public const string Marker = "GET /marker HTTP/1.1\r\nHost: a\r\n\r\n";
}
