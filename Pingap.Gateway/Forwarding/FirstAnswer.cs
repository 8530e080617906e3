using System.Net.Http;

namespace Pingap.Gateway.Forwarding;

/// <summary>
/// Tells a connection that was closed without ever carrying an answer from one that was closed when it was idle. <see cref="SocketsHttpHandler"/> sends a request without
/// content again by itself, up to three times and to the same backend, when its connection is closed before the answer. That is right for a close that has crossed the request
/// on an idle connection; any other fails here instead, so that the request goes to another backend, within the bounds of the location and the group.
/// </summary>
internal sealed class FirstAnswer
{
    private bool _hasCome;

    /// <summary>What a read comes to.</summary>
    /// <param name="reading">The read.</param>
    /// <param name="isWaiting">Whether it is into nothing, and only waits.</param>
    /// <exception cref="HttpIOException">The backend has closed the connection without a word.</exception>
    public ValueTask<int> Watch(ValueTask<int> reading, bool isWaiting) => _hasCome || isWaiting ? reading : FirstAsync(reading);

    private async ValueTask<int> FirstAsync(ValueTask<int> reading)
    {
        if (await reading.ConfigureAwait(false) is not (> 0 and var count))
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded, "The backend closed the connection without an answer.");
        }

        _hasCome = true;
        return count;
    }
}
