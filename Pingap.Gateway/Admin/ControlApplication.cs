using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Pingap.Gateway.Admin;

/// <summary>What the server of the control channel calls for each request.</summary>
internal sealed class ControlApplication(ControlRoutes routes) : IHttpApplication<HttpContext>
{
    /// <inheritdoc/>
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    /// <inheritdoc/>
    public async Task ProcessRequestAsync(HttpContext context)
    {
        var call = new ControlCall(context, context.Features.GetRequiredFeature<ControlPeer>().Name);
        ControlAnswer answer;
        try
        {
            answer = await routes.AnswerAsync(context.Request.Method, context.Request.Path.Value ?? "/", call).ConfigureAwait(false);
        }
        catch (BadHttpRequestException bad)
        {
            answer = ControlAnswer.Refused(bad.StatusCode, bad.Message.TrimEnd('.'));
        }
        catch (OperationCanceledException) when (call.Gone.IsCancellationRequested)
        {
            return; // nobody waits for the answer
        }

        await answer.WriteAsync(context.Response, call.Gone).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // It holds nothing.
    }
}
