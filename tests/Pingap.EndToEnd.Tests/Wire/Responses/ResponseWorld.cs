using System.Globalization;
using Pingap.EndToEnd.Tests.Wire.Reading;
using Pingap.EndToEnd.Tests.Wire.Running;

namespace Pingap.EndToEnd.Tests.Wire.Responses;

/// <summary>One whose backend plays the rows: <c>/row/7</c> is answered by the eighth, anything else by itself.</summary>
public sealed class ResponseWorld : WireWorld
{
    /// <summary>All rows.</summary>
    public static IReadOnlyList<ResponseRow> Rows { get; } = [.. LengthResponses.All, .. ChunkResponses.All, .. HeadResponses.All];

    /// <inheritdoc/>
    protected override Func<WireMessage, Play> Answers => request => request.Target.StartsWith("/row/", StringComparison.Ordinal)
        ? Rows[int.Parse(request.Target.AsSpan(5), CultureInfo.InvariantCulture)].Play
        : Play.Echo(request);

    /// <inheritdoc/>
    protected override string UpstreamKeys => "read_timeout = \"2s\"";
}
