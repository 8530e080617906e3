using Pingap.Actors.Routing;

namespace Pingap.Actors.Tests.Routing;

/// <summary>A request that has what a test gives it.</summary>
internal sealed record FakeRequest(string Path, string Host = "", string Method = "GET") : IRouteRequest
{
    public Dictionary<string, string> Headers { get; init; } = [];

    public Dictionary<string, string> Queries { get; init; } = [];

    public Dictionary<string, string> Cookies { get; init; } = [];

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public string? Query(string name) => Queries.GetValueOrDefault(name);

    public string? Cookie(string name) => Cookies.GetValueOrDefault(name);
}
