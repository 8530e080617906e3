using Akka.Actor;
using Microsoft.AspNetCore.Http;
using Pingap.Actors.Configuration;
using Pingap.Actors.Upstreams;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Gateway.Admin;

/// <summary>What the channel can ask about upstreams: their groups are asked, each for itself.</summary>
/// <param name="upstreams">The supervisor of the groups.</param>
internal sealed class UpstreamRoutes(IActorRef upstreams)
{
    private const string All = "/v1/upstreams";

    // A group answers between two requests; one that does not is in trouble.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>Adds them all.</summary>
    public ControlRoutes AddTo(ControlRoutes routes) => routes
        .Get(All, ListAsync)
        .GetBelow($"{All}/", OneAsync);

    private Task<ControlAnswer> ListAsync(ControlCall call) => AnswerAsync(async handles =>
    {
        var listed = await Task.WhenAll(handles.Values.Select(handle => AskAsync(handle, call))).ConfigureAwait(false);
        return ControlAnswer.Of(
            new UpstreamsAnswer([.. listed.Select(UpstreamAnswers.Short).OrderBy(upstream => upstream.Name, StringComparer.Ordinal)]), ControlJson.Wire.UpstreamsAnswer);
    }, call);

    private Task<ControlAnswer> OneAsync(ControlCall call, string name) => AnswerAsync(
        async handles => handles.TryGetValue(new UpstreamName(name), out var handle)
            ? ControlAnswer.Of(UpstreamAnswers.Whole(await AskAsync(handle, call).ConfigureAwait(false)), ControlJson.Wire.UpstreamInfo)
            : ControlAnswer.Refused(StatusCodes.Status404NotFound, Unknown(name, handles.Keys)),
        call);

    private async Task<ControlAnswer> AnswerAsync(Func<IReadOnlyDictionary<UpstreamName, UpstreamHandle>, Task<ControlAnswer>> answer, ControlCall call)
    {
        try
        {
            var listed = await upstreams.Ask<UpstreamsProtocol.HandlesListed>(UpstreamsProtocol.ListHandles.Instance, Deadline, call.Gone).ConfigureAwait(false);
            return await answer(listed.Handles).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return ControlAnswer.Refused(StatusCodes.Status504GatewayTimeout, $"the proxy has not answered within {Deadline.TotalSeconds:0} s; its log may say why");
        }
    }

    private static Task<UpstreamGroupProtocol.BackendsListed> AskAsync(UpstreamHandle handle, ControlCall call) =>
        handle.Group.Ask<UpstreamGroupProtocol.BackendsListed>(UpstreamGroupProtocol.ListBackends.Instance, Deadline, call.Gone);

    private static string Unknown(string name, IEnumerable<UpstreamName> known)
    {
        var names = known.Select(upstream => upstream.Value).Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? $"there is no upstream '{name}', nor any other" : $"there is no upstream '{name}'; there are {string.Join(", ", names)}";
    }
}
