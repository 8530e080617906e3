using Pingap.EndToEnd.Tests.Wire.Reading;
using Pingap.EndToEnd.Tests.Wire.Running;

namespace Pingap.EndToEnd.Tests.Wire.Fuzzing;

/// <summary>Mutated responses: a client gets what a strict reader has read, or an error that nobody can take for an answer; and the next client gets its own.</summary>
public sealed class ResponseFuzzTests(FuzzWorld world) : IClassFixture<FuzzWorld>
{
    [Fact]
    public async Task Mutated_responses_have_one_meaning_or_none()
    {
        var wrong = await world.SpreadAsync(async (lane, number) =>
        {
            using var client = await WireClient.OpenAsync(lane.Url);
            await client.SendAsync($"GET {ResponseFuzz.TargetOf(number)} HTTP/1.1\r\nHost: a\r\n\r\n");
            var problems = Judge(ResponseFuzz.Make(number), await client.ReadAnswerAsync()).ToList();
            if (Engine.IsOwn) problems.AddRange(lane.Backend.TakeMalformed().Select(malformed => $"malformed at the backend: {malformed}"));
            lane.Backend.Forget();
            return problems;
        });
        Assert.True(wrong is [], $"{wrong.Count} of {FuzzSize.Mutations}:\n{string.Join("\n\n", wrong.Take(20))}");
    }

    private static IEnumerable<string> Judge(ResponseFuzz fuzz, WireAnswer answer)
    {
        if (answer.Verdict is Verdict.Malformed && Engine.IsOwn) yield return $"the client got no answer: {answer.Rest}";
        // An error, or an answer that breaks off: nobody believes that. What the fallback believes of what is none is its own business; the engine does not.
        if (answer.Verdict is not Verdict.Whole || answer.Response!.Status is 502 or 504) yield break;
        if (!fuzz.IsWhole && Engine.IsOwn) yield return $"what is no answer passed: {fuzz.Octets}\n-- as {answer}";
        if (!fuzz.IsWhole) yield break;
        if (answer.Response.Status != fuzz.Response!.Status || answer.Response.Body != fuzz.Response.Body) yield return $"another answer passed: {fuzz.Octets}\n-- as {answer}";
    }
}
