using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pingap.Gateway.Admin.Contract;

/// <summary>Writes the values of an enumeration as their names, such as <c>not_confirmed</c>.</summary>
internal sealed class SnakeCaseNames<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
