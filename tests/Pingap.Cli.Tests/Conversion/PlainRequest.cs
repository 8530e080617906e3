using Pingap.Actors.Configuration;
using Pingap.Actors.Routing;

namespace Pingap.Cli.Tests.Conversion;

/// <summary>A request of which only path and host matter.</summary>
internal sealed record PlainRequest(string Path, string Host) : IRouteRequest, IVariableSource
{
    public string Method => "GET";

    public string? Header(string name) => null;

    public string? Query(string name) => null;

    public string? Cookie(string name) => null;

    public string? Value(VariableKind variable, string name) => variable is VariableKind.Host ? Host : null;
}
