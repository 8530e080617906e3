using Akka.Actor;
using Microsoft.AspNetCore.Http;
using Pingap.Actors.Configuration;
using Pingap.Actors.Upstreams;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Gateway.Admin;

/// <summary>What the channel can ask about upstreams, and order of them: their groups are asked, each for itself; orders go to the supervisor of all.</summary>
/// <param name="upstreams">The supervisor of the groups.</param>
internal sealed class UpstreamRoutes(IActorRef upstreams)
{
    private const string All = "/v1/upstreams";
    private const int HighestWeight = ushort.MaxValue;

    // What timers can count.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);

    // A group answers between two requests; one that does not is in trouble.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    // One that retires may end at any moment, and is then missed by nobody.
    private static readonly TimeSpan RetiringDeadline = TimeSpan.FromSeconds(1);

    /// <summary>Adds them all.</summary>
    public ControlRoutes AddTo(ControlRoutes routes) => routes
        .Get(All, ListAsync)
        .Get("/v1/upstream", OneAsync)
        .Post($"{All}/drain", ControlJson.Wire.WithdrawRequest, (call, request) => WithdrawAsync(call, request, OrderKind.Drain))
        .Post($"{All}/disable", ControlJson.Wire.WithdrawRequest, (call, request) => WithdrawAsync(call, request, OrderKind.Disable))
        .Post($"{All}/enable", ControlJson.Wire.EnableRequest, EnableAsync)
        .Post($"{All}/weight", ControlJson.Wire.WeightRequest, WeighAsync);

    private Task<ControlAnswer> ListAsync(ControlCall call) => AnswerAsync(async () =>
    {
        var running = await HandlesAsync(call).ConfigureAwait(false);
        var listed = await Task.WhenAll(running.Handles.Values.Select(handle => AskAsync(handle, call))).ConfigureAwait(false);
        var retiring = await Task.WhenAll(running.Retiring.Select(handle => AskRetiringAsync(handle, call))).ConfigureAwait(false);
        var answers = listed.Concat(retiring.OfType<UpstreamGroupProtocol.BackendsListed>()).Select(UpstreamAnswers.Short);
        return ControlAnswer.Of(
            new UpstreamsAnswer([.. answers.OrderBy(upstream => upstream.Name, StringComparer.Ordinal)]), ControlJson.Wire.UpstreamsAnswer);
    });

    // The name is a value of the query: a part of a path could hold no slash.
    private Task<ControlAnswer> OneAsync(ControlCall call) => call.Query("name") is { } name
        ? AnswerAsync(async () =>
        {
            var running = await HandlesAsync(call).ConfigureAwait(false);
            if (running.Handles.TryGetValue(new UpstreamName(name), out var handle)) return await ShowAsync(handle, call).ConfigureAwait(false);
            var retiring = running.Retiring.FirstOrDefault(each => each.Config.Name.Value == name);
            return retiring is not null && await AskRetiringAsync(retiring, call).ConfigureAwait(false) is { } listed
                ? ControlAnswer.Of(UpstreamAnswers.Whole(listed), ControlJson.Wire.UpstreamInfo)
                : NotFound("there is no upstream", name, [.. running.Handles.Keys.Select(upstream => upstream.Value)]);
        })
        : Task.FromResult(Wrong("say which upstream: ?name=…"));

    private Task<ControlAnswer> WithdrawAsync(ControlCall call, WithdrawRequest request, OrderKind kind)
    {
        if (request.WithinSeconds is { } seconds && !(seconds >= 0 && seconds <= LongestWait.TotalSeconds))
            return Task.FromResult(Wrong($"within_seconds must be at least 0 and at most {LongestWait.TotalSeconds:0}"));
        TimeSpan? within = request.WithinSeconds is { } wanted ? TimeSpan.FromSeconds(wanted) : null;
        return OrderAsync(call, request.Upstream, request.Backend, new OperatorOrder(kind, call.By) { Within = within });
    }

    private Task<ControlAnswer> EnableAsync(ControlCall call, EnableRequest request) =>
        OrderAsync(call, request.Upstream, request.Backend, new OperatorOrder(OrderKind.Enable, call.By));

    private Task<ControlAnswer> WeighAsync(ControlCall call, WeightRequest request) => request.Weight is < 0 or > HighestWeight
        ? Task.FromResult(Wrong($"weight must be at least 0 and at most {HighestWeight}"))
        : OrderAsync(call, request.Upstream, request.Backend, new OperatorOrder(OrderKind.Weigh, call.By) { Weight = request.Weight });

    private Task<ControlAnswer> OrderAsync(ControlCall call, string upstream, string? backend, OperatorOrder order) => AnswerAsync(async () =>
    {
        var give = new UpstreamsProtocol.GiveOrder(new UpstreamName(upstream), backend, order);
        return await upstreams.Ask<object>(give, Deadline, call.Gone).ConfigureAwait(false) switch
        {
            UpstreamsProtocol.OrderGiven given => await ShowAsync(given.Handle, call).ConfigureAwait(false),
            UpstreamsProtocol.NobodyToOrder { IsUpstream: true } nobody => NotFound("there is no upstream", upstream, nobody.Known),
            UpstreamsProtocol.NobodyToOrder nobody => NotFound($"upstream {upstream} has no backend", backend ?? "", nobody.Known),
            var other => throw new InvalidOperationException($"unexpected reply {other.GetType()}"),
        };
    });

    private static async Task<ControlAnswer> AnswerAsync(Func<Task<ControlAnswer>> answer)
    {
        try
        {
            return await answer().ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return ControlAnswer.Refused(StatusCodes.Status504GatewayTimeout, $"the proxy has not answered within {Deadline.TotalSeconds:0} s; its log may say why");
        }
    }

    private Task<UpstreamsProtocol.HandlesListed> HandlesAsync(ControlCall call) =>
        upstreams.Ask<UpstreamsProtocol.HandlesListed>(UpstreamsProtocol.ListHandles.Instance, Deadline, call.Gone);

    private static async Task<ControlAnswer> ShowAsync(UpstreamHandle handle, ControlCall call) =>
        ControlAnswer.Of(UpstreamAnswers.Whole(await AskAsync(handle, call).ConfigureAwait(false)), ControlJson.Wire.UpstreamInfo);

    private static Task<UpstreamGroupProtocol.BackendsListed> AskAsync(UpstreamHandle handle, ControlCall call) =>
        handle.Group.Ask<UpstreamGroupProtocol.BackendsListed>(UpstreamGroupProtocol.ListBackends.Instance, Deadline, call.Gone);

    private static async Task<UpstreamGroupProtocol.BackendsListed?> AskRetiringAsync(UpstreamHandle handle, ControlCall call)
    {
        try
        {
            return await handle.Group.Ask<UpstreamGroupProtocol.BackendsListed>(
                UpstreamGroupProtocol.ListBackends.Instance, RetiringDeadline, call.Gone).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return null; // it has ended meanwhile
        }
    }

    private static ControlAnswer NotFound(string claim, string name, IReadOnlyCollection<string> known) =>
        ControlAnswer.Refused(StatusCodes.Status404NotFound, KnownNames.Missing(claim, name, known));

    private static ControlAnswer Wrong(string message) => ControlAnswer.Refused(StatusCodes.Status400BadRequest, message);
}
