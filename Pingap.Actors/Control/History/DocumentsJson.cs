using System.Text.Json.Serialization;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Control.History;

/// <summary>How the texts of a version are kept.</summary>
[JsonSerializable(typeof(ConfigDocument[]))]
internal sealed partial class DocumentsJson : JsonSerializerContext;
