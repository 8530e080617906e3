using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Tests.Listeners;

/// <summary>Answers with the server's name, the protocol and the scheme; <c>/hold</c> answers only when released.</summary>
internal sealed class EchoApplication : IHttpApplication<HttpContext>
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a held request has arrived.</summary>
    public Task Entered => _entered.Task.WaitAsync(TestFront.Deadline);

    /// <summary>Completes when a held request was aborted.</summary>
    public Task Aborted => _aborted.Task.WaitAsync(TestFront.Deadline);

    /// <summary>Lets held requests answer.</summary>
    public void Release() => _released.TrySetResult();

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public async Task ProcessRequestAsync(HttpContext context)
    {
        if (context.Request.Path == "/hold")
        {
            _entered.TrySetResult();
            try
            {
                await _released.Task.WaitAsync(context.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                _aborted.TrySetResult();
                return;
            }
        }

        var server = context.Features.GetRequiredFeature<IListenerFeature>().ServerIn(long.MaxValue);
        await context.Response.WriteAsync($"{server} {context.Request.Protocol} {context.Request.Scheme}");
    }

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }
}
