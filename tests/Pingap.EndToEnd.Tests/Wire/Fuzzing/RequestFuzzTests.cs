using Pingap.EndToEnd.Tests.Wire.Reading;
using Pingap.EndToEnd.Tests.Wire.Running;

namespace Pingap.EndToEnd.Tests.Wire.Fuzzing;

/// <summary>
/// Mutated requests: whatever reaches a backend is what a strict reader of the client's octets has read, and every answer is the one to its request; also those of the clients that
/// come after.
/// </summary>
public sealed class RequestFuzzTests(FuzzWorld world) : IClassFixture<FuzzWorld>
{
    [Fact]
    public async Task Mutated_requests_have_one_meaning_or_none()
    {
        var wrong = await world.SpreadAsync(async (lane, number) => Judge(lane, await SendAsync(lane, number)));
        Assert.True(wrong is [], $"{wrong.Count} of {FuzzSize.Mutations}:\n{string.Join("\n\n", wrong.Take(20))}");
    }

    private static async Task<(RequestFuzz Fuzz, List<WireAnswer> Answers)> SendAsync(FuzzLane lane, int number)
    {
        var fuzz = RequestFuzz.Make(number);
        if (!Engine.IsOwn && fuzz.Requests.Any(HasOddMethod)) return (new("", [], Verdict.Whole), []);
        var answers = new List<WireAnswer>();
        using var client = await WireClient.OpenAsync(lane.Url);
        await client.SendAsync(fuzz.Octets);
        // Where a strict reader has nothing to wait for, the proxy may still: it is told that nothing comes.
        if (fuzz.End is not Verdict.Whole) client.FinishSending();
        while (fuzz.End is not Verdict.Whole || answers.Count < fuzz.Requests.Count)
        {
            // What is no request may still have been one for a head only to the proxy that refuses it.
            var isHead = fuzz.Octets.Contains("HEAD", StringComparison.OrdinalIgnoreCase);
            var method = answers.Count < fuzz.Requests.Count ? fuzz.Requests[answers.Count].Method : isHead ? "HEAD" : "GET";
            var answer = await client.ReadAnswerAsync(method);
            if (answer.Verdict is not Verdict.Whole && answer.Rest is "") break;
            answers.Add(answer);
            if (answer.Verdict is not Verdict.Whole || answers.Count > fuzz.Requests.Count) break;
        }

        return (fuzz, answers);
    }

    // To the fallback "gEt" is GET, while it is a method of its own.
    private static bool HasOddMethod(WireMessage request) =>
        request.Method.ToUpperInvariant() is "GET" or "HEAD" or "POST" or "PUT" or "OPTIONS" && request.Method.Any(char.IsAsciiLetterLower);

    private static IEnumerable<string> Judge(FuzzLane lane, (RequestFuzz Fuzz, List<WireAnswer> Answers) seen) =>
        Problems(lane, seen).Select(problem => $"{problem}\n-- of {System.Text.Json.JsonSerializer.Serialize(seen.Fuzz.Octets)}");

    private static IEnumerable<string> Problems(FuzzLane lane, (RequestFuzz Fuzz, List<WireAnswer> Answers) seen)
    {
        var (fuzz, answers) = seen;
        var isRefused = false;
        for (var i = 0; i < answers.Count; i++)
        {
            var answer = answers[i];
            if (answer.Verdict is not Verdict.Whole) yield return "an answer is none";
            else if (isRefused) yield return "an answer after the last one";
            else if (answer.Response!.Status is 200)
            {
                if (i >= fuzz.Requests.Count) yield return "an answer to nothing";
                else if (fuzz.Requests[i].Method is not "HEAD" && answer.Response.Body != fuzz.EchoOf(i)) yield return $"the answer to another request: {answer.Response.Body}";
            }
            else if (answer.Response.Status is 500 or 502 or 503 or 504) yield return "an answer to something that a backend should not have seen";
            else isRefused = answer.Response.Lists("Connection", "close");
        }

        var isLast = isRefused || answers.Exists(answer => answer.Response?.Lists("Connection", "close") is true);
        if (fuzz.End is Verdict.Whole && !isLast && answers.Count < fuzz.Requests.Count) yield return $"{answers.Count} answers to {fuzz.Requests.Count} requests";
        foreach (var problem in lane.Unexpected(fuzz.Requests.Select(RequestFuzz.Echo))) yield return problem;
    }
}
