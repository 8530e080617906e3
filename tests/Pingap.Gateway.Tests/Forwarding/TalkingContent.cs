using System.Net;
using System.Text;

namespace Pingap.Gateway.Tests.Forwarding;

/// <summary>A request body that a test sends piece by piece.</summary>
internal sealed class TalkingContent : HttpContent
{
    private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Sends a piece.</summary>
    public async Task SayAsync(string text)
    {
        var stream = await _stream.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
        await stream.FlushAsync();
    }

    /// <summary>Sends the end.</summary>
    public void Finish() => _finished.TrySetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.FlushAsync();
        _stream.SetResult(stream);
        await _finished.Task;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
