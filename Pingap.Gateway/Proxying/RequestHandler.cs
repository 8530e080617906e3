using System.Diagnostics;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pingap.Actors.Health;
using Pingap.Actors.Upstreams;
using Pingap.Gateway.Forwarding;
using Pingap.Gateway.Pipeline;
using Pingap.Gateway.Telemetry;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Proxying;

/// <summary>The life of a request; the numbers are those of docs/life-of-a-request.md.</summary>
/// <remarks>
/// (1) take the snapshot, once · (2) find the location · (3) check the body's size · (4) ask the upstream's group for a backend ·
/// (5) forward, or back to (4) while nothing was sent · (7) end the lease · (8) say what happened.
/// </remarks>
public sealed class RequestHandler(SnapshotStore snapshots, IForwarder forwarder, ILogger<RequestHandler> log)
{
    /// <summary>How often one request asks again after its group's actor has failed or ended.</summary>
    private const int MaxLostPicks = 3;

    // What a failure that nobody has foreseen says about a backend: nothing.
    private static readonly ForwardResult Unknown = new(ForwardError.GivenUp, 0);
    private static readonly TimeSpan Replacement = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Answers a request; when it returns, the response is complete or aborted.</summary>
    public async Task HandleAsync(ProxyContext context)
    {
        try
        {
            while (true)
            {
                var snapshot = snapshots.Current;                                                               // (1)
                context.Trust(snapshot.Trusted);
                var status = RequestPlanner.Plan(context, snapshot, log, out var upstream, out var plan);       // (2) (3)
                if (status is RequestPlanner.Pass)
                {
                    if (!TryEnter(upstream!, snapshot)) continue;
                    try
                    {
                        if (await ProxyAsync(context, snapshot, upstream!, plan!).ConfigureAwait(false)) return; // (4) (5) (7)
                    }
                    finally
                    {
                        upstream!.Client.Leave();
                    }

                    continue;
                }

                // The listener is in a newer world than the snapshot, which is out by now.
                if (status is StatusCodes.Status421MisdirectedRequest && IsPast(snapshot)) continue;
                await ErrorPage.WriteAsync(context, status, plan?.Forward.ResponseHeaders, log).ConfigureAwait(false);
                return;
            }
        }
        finally
        {
            if (log.IsEnabled(LogLevel.Debug)) WriteAccessLine(context);                                        // (8)
        }
    }

    /// <summary>Keeps the connections to the upstream open while the request is under way.</summary>
    /// <returns>Whether it did; if not, the world is past that they belong to.</returns>
    private bool TryEnter(UpstreamView upstream, ProxySnapshot snapshot)
    {
        if (upstream.Client.TryEnter()) return true;
        // Clients are retired after the snapshot was replaced; anything else would have the request begin again for ever.
        ObjectDisposedException.ThrowIf(!IsPast(snapshot), upstream.Client);
        return false;
    }

    /// <summary>Sends the request to backends of its upstream until one has answered or nothing more may be tried.</summary>
    /// <returns>Whether it is answered; if not, the world has changed, and the request begins again in the newer one, with what it has tried remembered.</returns>
    [AsyncMethodBuilder(typeof(RequestTaskBuilder<>))]
    private async ValueTask<bool> ProxyAsync(ProxyContext context, ProxySnapshot snapshot, UpstreamView upstream, LocationPlan plan)
    {
        var last = default(ForwardResult);
        var lost = 0;
        var key = upstream.Keys.Of(context);
        while (true)
        {
            var group = upstream.Handle.Group;
            var pick = await PickAsync(context, upstream, plan, key.Value).ConfigureAwait(false);               // (4)
            if (pick.Status is not PickStatus.Picked)
            {
                if (IsLoss(pick.Status)) lost++;
                var next = await GoOnWithoutAsync(pick, last, lost, context, snapshot, upstream, plan, group).ConfigureAwait(false);
                if (next is NextStep.AskAgain) continue;
                return next is NextStep.Done;
            }

            upstream.Keys.Bind(context, key, pick.Lease.BackendHash);
            var hedge = LeasedHedge.For(context, upstream, plan, pick.Lease);
            last = Unknown;
            try
            {
                last = await ForwardAsync(context, upstream, pick.Lease, plan, hedge).ConfigureAwait(false);    // (5)
            }
            finally
            {
                End(context, pick.Lease, hedge, last);                                                             // (7)
            }

            if (last.Error is ForwardError.None) return true;
            WriteFailureLine(context, context.Backend, last);
            if (context.Http.Response.HasStarted || !ForwardVerdict.AllowsRetry(last, context) || !plan.AllowsRetry(context.Attempts, Stopwatch.GetElapsedTime(context.Started)))
            {
                await FailAsync(context, last, plan).ConfigureAwait(false);
                return true;
            }

            context.Http.Response.Clear();
            context.IsRepetition |= !last.IsConnectFailure;
            (context.Tried ??= new()).Add(pick.Lease.Backend);
        }
    }

    /// <summary>Decides what becomes of a request that was given no backend.</summary>
    /// <param name="pick">What its group has said.</param>
    /// <param name="last">How the last attempt ended; without an error when there was none.</param>
    /// <param name="lost">How often a pick was lost with its group's actor.</param>
    /// <param name="context">The request.</param>
    /// <param name="snapshot">The world it lives in.</param>
    /// <param name="upstream">Where it was to go.</param>
    /// <param name="plan">Its location.</param>
    /// <param name="group">The actor that was asked.</param>
    private async ValueTask<NextStep> GoOnWithoutAsync(
        PickResult pick, ForwardResult last, int lost, ProxyContext context, ProxySnapshot snapshot, UpstreamView upstream, LocationPlan plan, IActorRef group)
    {
        switch (pick.Status)
        {
            case PickStatus.Left:
                context.UnseenStatus = StatusCodes.Status499ClientClosedRequest;
                return NextStep.Done;
            case PickStatus.NoneAvailable when context.Tried is not null && plan.GoesRound:
                context.Tried = null;
                if (!last.IsConnectFailure) return NextStep.AskAgain;
                var pause = upstream.Client.Timeouts.Connect < LongestPause ? upstream.Client.Timeouts.Connect : LongestPause;
                if (plan.AllowsRetry(context.Attempts, Stopwatch.GetElapsedTime(context.Started) + pause))
                {
                    await PauseAsync(context, pause).ConfigureAwait(false);
                    return NextStep.AskAgain;
                }

                await FailAsync(context, last, plan).ConfigureAwait(false);
                return NextStep.Done;
            case PickStatus.TimedOut:
                await ErrorPage.WriteAsync(context, StatusCodes.Status504GatewayTimeout, plan.Forward.ResponseHeaders, log).ConfigureAwait(false);
                return NextStep.Done;
            case PickStatus.NoneAvailable or PickStatus.Saturated or PickStatus.OverBudget:
                if (last.Error is not ForwardError.None) await FailAsync(context, last, plan).ConfigureAwait(false);
                else await RefuseAsync(context, plan, pick.RetryAfter).ConfigureAwait(false);
                return NextStep.Done;
            case PickStatus.Outdated when IsPast(snapshot):
                return NextStep.BeginAgain;
        }

        ForwardingLog.PickLost(log, upstream.Handle.Config.Name.Value);
        // A group that was retired has no successor, but the newer world says where its requests go.
        var canAskAgain = lost <= MaxLostPicks && !IsRetired(upstream)
            && (pick.Status is PickStatus.Interrupted || (last.Error is ForwardError.None && IsPast(snapshot))
                || await IsReplacedAsync(context, upstream, plan, group).ConfigureAwait(false));
        if (last.Error is ForwardError.None && IsPast(snapshot)) return NextStep.BeginAgain;
        if (canAskAgain) return NextStep.AskAgain;
        if (last.Error is not ForwardError.None) await FailAsync(context, last, plan).ConfigureAwait(false);
        else await RefuseAsync(context, plan, Replacement).ConfigureAwait(false);
        return NextStep.Done;
    }

    private static bool IsLoss(PickStatus status) => status is PickStatus.Lost or PickStatus.Interrupted or PickStatus.Outdated;

    /// <summary>Waits before backends are tried again that no connection could be opened to: who is being started needs a moment, and all retries would be over before it.</summary>
    private static async ValueTask PauseAsync(ProxyContext context, TimeSpan pause) =>
        // A client that leaves is noticed by the next pick.
        await Task.Delay(pause, context.Gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static ValueTask<PickResult> PickAsync(ProxyContext context, UpstreamView upstream, LocationPlan plan, ulong key)
    {
        var asked = new PickRequest(key, context.Tried, upstream.Version, plan.Config.QueuePriority, context.Waited, plan.Patience(context.Started), context.IsRepetition)
        {
            Dialed = context.Dialed,
            // Where the connections of the client, and those to backends that are for it, live.
            Front = EpollLoop.Current,
        };
        var reply = upstream.Handle.PickAsync(asked, context.Gone);
        return reply.IsCompleted ? reply : WaitAsync(context, reply);
    }

    private static async ValueTask<PickResult> WaitAsync(ProxyContext context, ValueTask<PickResult> reply)
    {
        var since = Stopwatch.GetTimestamp();
        var result = await reply.ConfigureAwait(false);
        context.Waited += Stopwatch.GetElapsedTime(since);
        return result;
    }

    private bool IsRetired(UpstreamView upstream) =>
        !snapshots.Current.Upstreams.TryGetValue(upstream.Handle.Config.Name, out var now) || !ReferenceEquals(now.Handle, upstream.Handle);

    private bool IsPast(ProxySnapshot snapshot) => !ReferenceEquals(snapshots.Current, snapshot);

    private ValueTask<ForwardResult> ForwardAsync(ProxyContext context, UpstreamView upstream, in Lease lease, LocationPlan plan, LeasedHedge? hedge)
    {
        context.Attempts++;
        context.MayDeclineUntil = plan.MayDeclineUntil(context, upstream.Handle);
        var backend = upstream.Client.OriginOf(lease.Backend);
        context.Backend = backend.Authority;
        return forwarder.ForwardAsync(context, backend, upstream.Client, plan.Forward, lease, hedge);
    }

    private void End(ProxyContext context, in Lease lease, LeasedHedge? hedge, in ForwardResult result)
    {
        var outcome = ForwardVerdict.OutcomeOf(result);
        if (hedge is not { IsSent: true })
        {
            lease.End(outcome, result.FirstByte);
            return;
        }

        if (hedge.Other.Error is not (ForwardError.Overtaken or ForwardError.GivenUp)) WriteFailureLine(context, hedge.OtherBackend, hedge.Other);
        hedge.End(outcome, result.FirstByte);
    }

    private static async ValueTask<bool> IsReplacedAsync(ProxyContext context, UpstreamView upstream, LocationPlan plan, IActorRef lost)
    {
        try
        {
            var patience = plan.Patience(context.Started) is { } left && left < Replacement ? left : Replacement;
            return await upstream.Handle.ReplacedAsync(lost, patience, context.Gone).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            context.UnseenStatus = StatusCodes.Status499ClientClosedRequest;
            return false;
        }
    }

    private Task RefuseAsync(ProxyContext context, LocationPlan plan, TimeSpan retryAfter) => ErrorPage.WriteAsync(
        context, StatusCodes.Status503ServiceUnavailable, plan.Forward.ResponseHeaders, log, retryAfter);

    /// <summary>Answers for a forward that has failed.</summary>
    private Task FailAsync(ProxyContext context, ForwardResult failed, LocationPlan plan)
    {
        var status = ForwardVerdict.StatusOf(failed);
        if (failed.Error is not ForwardError.ClientGone && !context.Http.Response.HasStarted)
        {
            return ErrorPage.WriteAsync(context, status, plan.Forward.ResponseHeaders, log);
        }

        // Nobody is there to read a page, or half an answer is out and the forwarder has broken it off so that it shows.
        context.UnseenStatus = status;
        return Task.CompletedTask;
    }

    private void WriteFailureLine(ProxyContext context, string? backend, ForwardResult failed)
    {
        var cause = failed.Error.ToString();
        if (failed.IsClientFailure) ForwardingLog.ClientFailed(log, backend, context.Upstream?.Value, cause, failed.Detail);
        else ForwardingLog.ForwardFailed(log, backend, context.Upstream?.Value, cause, failed.Detail);
    }

    private void WriteAccessLine(ProxyContext context) => AccessLog.RequestEnded(
        log,
        context.Method,
        context.Path,
        context.UnseenStatus > 0 ? context.UnseenStatus : context.Http.Response.StatusCode,
        context.Backend,
        Stopwatch.GetElapsedTime(context.Started));
}
