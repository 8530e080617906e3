using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Comparing;
using Pingap.Actors.Control;
using Pingap.Actors.Control.History;
using Pingap.Actors.Health;

namespace Pingap.Gateway.Admin.Contract;

/// <summary>The JSON of the control channel: keys as in TOML, indented for whoever looks at it with curl.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true,
    Converters =
    [
        typeof(SnakeCaseNames<ApplyRefusal>),
        typeof(SnakeCaseNames<ChangeCause>),
        typeof(SnakeCaseNames<ChangeKind>),
        typeof(SnakeCaseNames<CircuitState>),
        typeof(SnakeCaseNames<DrainState>),
        typeof(SnakeCaseNames<ProblemSeverity>),
    ])]
[JsonSerializable(typeof(ApplyAnswer))]
[JsonSerializable(typeof(ApplyRequest))]
[JsonSerializable(typeof(ConfirmAnswer))]
[JsonSerializable(typeof(ConfirmRequest))]
[JsonSerializable(typeof(DiffAnswer))]
[JsonSerializable(typeof(EnableRequest))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(HistoryAnswer))]
[JsonSerializable(typeof(PlanAnswer))]
[JsonSerializable(typeof(PlanRequest))]
[JsonSerializable(typeof(ProxyInfo))]
[JsonSerializable(typeof(RollbackRequest))]
[JsonSerializable(typeof(UpstreamInfo))]
[JsonSerializable(typeof(UpstreamsAnswer))]
[JsonSerializable(typeof(WeightRequest))]
[JsonSerializable(typeof(WithdrawRequest))]
public sealed partial class ControlJson : JsonSerializerContext
{
    /// <summary>The one to use: it leaves <c>+</c> and letters of any script as they are, which no web page needs escaped here.</summary>
    public static ControlJson Wire => Relaxed.Instance;

    // A type of its own, because it wants Default to be there first.
    private static class Relaxed
    {
        public static readonly ControlJson Instance =
            new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
