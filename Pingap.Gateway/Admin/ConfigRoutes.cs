using System.Globalization;
using Akka.Actor;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control;
using Pingap.Gateway.Admin.Contract;
using Pingap.Gateway.Telemetry;

namespace Pingap.Gateway.Admin;

/// <summary>What the channel can ask of the config actor.</summary>
/// <param name="config">The config actor.</param>
/// <param name="source">What tells the source of the configuration from others.</param>
/// <param name="log">For what fails.</param>
internal sealed class ConfigRoutes(IActorRef config, string source, ILogger log)
{
    // Binding addresses and starting groups is quick; what a change may wait for is the one before it.
    private static readonly TimeSpan ChangeDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan QuestionDeadline = TimeSpan.FromSeconds(10);

    // What timers can count.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);

    /// <summary>Adds them all.</summary>
    public ControlRoutes AddTo(ControlRoutes routes) => routes
        .Post("/v1/config/plan", ControlJson.Wire.PlanRequest, PlanAsync)
        .Post("/v1/config/apply", ControlJson.Wire.ApplyRequest, ApplyAsync)
        .Post("/v1/config/confirm", ControlJson.Wire.ConfirmRequest, new ConfirmRequest(), ConfirmAsync)
        .Post("/v1/config/rollback", ControlJson.Wire.RollbackRequest, RollbackAsync)
        .Post("/v1/config/reload", ReloadAsync)
        .Get("/v1/config/history", HistoryAsync)
        .Get("/v1/config/diff", DiffAsync);

    /// <summary>Asks the actor, and answers what comes back; also when that is a refusal, a failure, or nothing in time.</summary>
    /// <param name="call">The request.</param>
    /// <param name="message">What to ask.</param>
    /// <param name="deadline">How long the actor may take.</param>
    /// <param name="answer">What a reply means; <c>null</c> for one that is not expected, and for a refusal that means what it always does.</param>
    public async Task<ControlAnswer> AskAsync(ControlCall call, object message, TimeSpan deadline, Func<object, ControlAnswer?> answer)
    {
        object reply;
        try
        {
            reply = await config.Ask<object>(message, deadline, call.Gone).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            var late = $"the proxy has not answered within {deadline.TotalSeconds:0} s";
            return ControlAnswer.Refused(
                StatusCodes.Status504GatewayTimeout,
                message is ConfigProtocol.IChange or ConfigProtocol.Confirm
                    ? $"{late}: what was asked for may still happen; pingap history shows whether it has"
                    : $"{late}: its source or its disk may be slow, or it is at a change");
        }
        catch (Exception failure) when (!call.Gone.IsCancellationRequested)
        {
            // What the actor died of, whatever that is; it has started afresh by now.
            return Failed(call, failure);
        }

        return answer(reply) ?? (reply is ConfigProtocol.Rejected rejected
            ? ConfigAnswers.Refusal(rejected)
            : Failed(call, new InvalidOperationException($"unexpected reply {reply.GetType()}")));
    }

    private Task<ControlAnswer> PlanAsync(ControlCall call, PlanRequest request)
    {
        if (!AreWhole(request.Documents)) return NotWhole();
        return AskAsync(call, new ConfigProtocol.MakePlan(request.Documents.ToValueList()), QuestionDeadline, reply => reply is ConfigProtocol.Planned planned
            ? ControlAnswer.Of(ConfigAnswers.Plan(planned.Result), ControlJson.Wire.PlanAnswer) : null);
    }

    private Task<ControlAnswer> ApplyAsync(ControlCall call, ApplyRequest request)
    {
        if (!AreWhole(request.Documents)) return NotWhole();
        return TryWithin(request.ConfirmWithinSeconds, out var within)
            ? ChangeAsync(call, new ConfigProtocol.Apply(request.Documents.ToValueList(), request.From ?? "", call.By, within))
            : NoTimeToConfirm();
    }

    // JSON knows null where the type does not.
    private static bool AreWhole(IReadOnlyList<ConfigDocument?>? documents) =>
        documents is not null && documents.All(document => document is { File: not null, Text: not null });

    private static Task<ControlAnswer> NotWhole() => Task.FromResult(ControlAnswer.Refused(
        StatusCodes.Status400BadRequest, "documents must be a list of {\"file\": …, \"text\": …}"));

    private Task<ControlAnswer> RollbackAsync(ControlCall call, RollbackRequest request) => TryWithin(request.ConfirmWithinSeconds, out var within)
        ? ChangeAsync(call, new ConfigProtocol.Rollback(request.Version, call.By, within))
        : NoTimeToConfirm();

    private Task<ControlAnswer> ReloadAsync(ControlCall call) => ChangeAsync(call, new ConfigProtocol.Reload(call.By));

    private Task<ControlAnswer> ConfirmAsync(ControlCall call, ConfirmRequest request) => AskAsync(
        call, new ConfigProtocol.Confirm(call.By, request.Version), ChangeDeadline, reply => reply switch
        {
            ConfigProtocol.Confirmed confirmed => ControlAnswer.Of(new ConfirmAnswer(confirmed.Version, confirmed.Awaited), ControlJson.Wire.ConfirmAnswer),
            // The version may well be known; it is not the one that runs.
            ConfigProtocol.Rejected { Reason: ApplyRefusal.UnknownVersion } other => ConfigAnswers.Refusal(other, StatusCodes.Status409Conflict),
            _ => null,
        });

    private Task<ControlAnswer> HistoryAsync(ControlCall call) => AskAsync(
        call, ConfigProtocol.ListVersions.Instance, QuestionDeadline, reply => reply is ConfigProtocol.Versions versions
            ? ControlAnswer.Of(ConfigAnswers.History(versions, source), ControlJson.Wire.HistoryAnswer) : null);

    private Task<ControlAnswer> DiffAsync(ControlCall call)
    {
        if (NumberOf(call.Query("before")) is not { } before || NumberOf(call.Query("after")) is not { } after)
            return Task.FromResult(ControlAnswer.Refused(StatusCodes.Status400BadRequest, "say which versions: ?before=1&after=2"));
        return AskAsync(call, new ConfigProtocol.CompareVersions(before, after), QuestionDeadline, reply => reply is ConfigProtocol.Compared compared
            ? ControlAnswer.Of(ConfigAnswers.Diff(before, after, compared), ControlJson.Wire.DiffAnswer) : null);
    }

    private Task<ControlAnswer> ChangeAsync(ControlCall call, object message) => AskAsync(
        call, message, ChangeDeadline, reply => reply is ConfigProtocol.ApplyReply ended and not ConfigProtocol.Rejected
            ? ControlAnswer.Of(ConfigAnswers.Change(ended), ControlJson.Wire.ApplyAnswer) : null);

    private ControlAnswer Failed(ControlCall call, Exception failure)
    {
        ControlLog.Failed(log, failure, call.By);
        return ControlAnswer.Refused(StatusCodes.Status500InternalServerError, "the proxy failed at it; its log says more");
    }

    private static bool TryWithin(double? seconds, out TimeSpan? within)
    {
        within = null;
        if (seconds is not { } wanted) return true;
        if (!(wanted > 0 && wanted <= LongestWait.TotalSeconds)) return false;
        within = TimeSpan.FromSeconds(wanted);
        return true;
    }

    private static Task<ControlAnswer> NoTimeToConfirm() => Task.FromResult(ControlAnswer.Refused(
        StatusCodes.Status400BadRequest, $"confirm_within_seconds must be more than 0 and at most {LongestWait.TotalSeconds:0}"));

    private static long? NumberOf(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
