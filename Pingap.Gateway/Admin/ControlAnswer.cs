using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Gateway.Admin;

/// <summary>A status and a JSON text.</summary>
internal sealed class ControlAnswer
{
    private readonly int _status;
    private readonly byte[] _json;

    private ControlAnswer(int status, byte[] json)
    {
        _status = status;
        _json = json;
    }

    /// <summary>200 with a value.</summary>
    public static ControlAnswer Of<T>(T value, JsonTypeInfo<T> type) => new(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>A status other than 200 with a reason.</summary>
    public static ControlAnswer Refused(int status, ErrorAnswer error) => new(status, JsonSerializer.SerializeToUtf8Bytes(error, ControlJson.Wire.ErrorAnswer));

    /// <summary>A status other than 200 with a sentence.</summary>
    public static ControlAnswer Refused(int status, string message) => Refused(status, new ErrorAnswer(message, null, []));

    /// <summary>Sends it, with a line end for whoever reads it at a terminal.</summary>
    public async Task WriteAsync(HttpResponse response, CancellationToken cancellation)
    {
        response.StatusCode = _status;
        response.ContentType = "application/json";
        response.ContentLength = _json.Length + 1;
        await response.Body.WriteAsync(_json, cancellation).ConfigureAwait(false);
        await response.Body.WriteAsync("\n"u8.ToArray(), cancellation).ConfigureAwait(false);
    }
}
