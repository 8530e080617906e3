using Pingap.Actors.Configuration;

namespace Pingap.Actors.Tests.Routing;

/// <summary>Locations written as Pingap writes them: <c>=/exact</c>, <c>~regex</c>, <c>/prefix</c>; <c>*.suffix</c>, <c>~regex</c>, <c>name</c>.</summary>
internal static class ALocation
{
    public static LocationConfig With(string name = "it", string path = "", string host = "", int? priority = null, bool boundary = true) => new(
        new(name),
        new(new UpstreamName("backend"), null),
        Path(path, boundary),
        host.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Host).ToValueList(),
        [],
        [],
        priority,
        null,
        [],
        [],
        false,
        null,
        null,
        null);

    public static PathPattern Path(string text, bool boundary = true) => text switch
    {
        "" => PathPattern.Any,
        ['=', .. var exact] => new(PathPatternKind.Exact, exact, false),
        ['~', .. var regex] => new(PathPatternKind.Regex, regex, false),
        _ => new(PathPatternKind.Prefix, text, boundary),
    };

    public static ValueTemplate Template(params TemplatePart[] parts) => new(parts.ToValueList());

    public static TemplatePart Text(string text) => new(null, text);

    public static TemplatePart Capture(string name) => new(VariableKind.Capture, name);

    private static HostPattern Host(string text) => text switch
    {
        ['*', .. var suffix] => new(HostPatternKind.Suffix, suffix),
        ['~', .. var regex] => new(HostPatternKind.Regex, regex),
        _ => new(HostPatternKind.Exact, text),
    };
}
