using Pingap.Actors.Configuration;

namespace Pingap.Actors.Tests.Control;

/// <summary>Valid texts of configurations that differ in their upstreams.</summary>
internal static class SomeText
{
    /// <summary>One server, and upstreams of two backends each; <c>a:3</c> has three.</summary>
    public static string With(params string[] upstreams) => $"[servers.http]\naddr = \"127.0.0.1:0\"\n{string.Concat(upstreams.Select(Upstream))}";

    /// <summary>The same as the one document of a source.</summary>
    public static ValueList<ConfigDocument> Documents(params string[] upstreams) => [new ConfigDocument("a.toml", With(upstreams))];

    private static string Upstream(string upstream)
    {
        var backends = upstream.Split(':') is [_, var count] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 2;
        return $"[upstreams.{upstream.Split(':')[0]}]\naddrs = [{string.Join(", ", Enumerable.Range(8001, backends).Select(port => $"\"127.0.0.1:{port}\""))}]\n";
    }
}
