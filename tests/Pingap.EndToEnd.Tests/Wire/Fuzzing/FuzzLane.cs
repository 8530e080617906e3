using System.Globalization;
using Pingap.EndToEnd.Tests.Wire.Reading;
using Pingap.EndToEnd.Tests.Wire.Running;

namespace Pingap.EndToEnd.Tests.Wire.Fuzzing;

/// <summary>One of several servers of a proxy, each with a backend of its own, so that mutations can be tried side by side and told apart.</summary>
/// <param name="Name">The name of the server.</param>
/// <param name="Backend">The backend.</param>
public sealed record FuzzLane(string Name, RecordingBackend Backend) : IDisposable
{
    private WireClient? _other;
    private int _markers;
    private List<string> _before = [];

    /// <summary>Where the server listens.</summary>
    public Uri Url { get; set; } = new("http://127.0.0.1");

    /// <summary>What has reached the backend and was not expected.</summary>
    /// <param name="expected">What a strict reader has read, as <see cref="Play.EchoOf"/> has it.</param>
    public IEnumerable<string> Unexpected(IEnumerable<string> expected)
    {
        var now = expected.ToList();
        // What was under way when its client left may come a little later.
        var allowed = new HashSet<string>([.. now, .. _before]);
        _before = now;
        foreach (var malformed in Backend.TakeMalformed()) yield return $"malformed at the backend: {malformed}";
        foreach (var each in Backend.TakeReceived().Select(each => each.Request).Where(each => !each.Target.StartsWith("/marker", StringComparison.Ordinal)))
        {
            if (!allowed.Contains(RequestFuzz.Echo(each))) yield return $"unexpected at the backend: {each.Canonical()}";
        }

        Backend.TakeBegun();
    }

    /// <summary>Sends a request over another connection of clients and the same ones to the backend.</summary>
    /// <returns>What is wrong with the answer, or <c>null</c>.</returns>
    public async Task<string?> AskAsync()
    {
        _other ??= await WireClient.OpenAsync(Url);
        var target = $"/marker/{(++_markers).ToString(CultureInfo.InvariantCulture)}";
        await _other.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
        var answer = await _other.ReadAnswerAsync();
        if (answer.Verdict is Verdict.Whole && answer.Is(200) && answer.Response!.Body == Play.EchoOf("GET", target)) return null;
        // What comes behind an answer a moment late meets the next request there, as a failure: not as its answer.
        if (!Engine.IsOwn && answer.Verdict is Verdict.Whole && answer.Is(502)) return null;
        _other.Dispose();
        _other = null;
        return $"another client got what is not its own: {answer}";
    }

    /// <inheritdoc/>
    public void Dispose() => _other?.Dispose();
}
