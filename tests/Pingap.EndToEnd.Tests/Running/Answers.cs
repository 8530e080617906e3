using System.Net.Http.Json;

namespace Pingap.EndToEnd.Tests.Running;

/// <summary>Short ways to ask for and to look at answers.</summary>
public static class Answers
{
    /// <summary>Sends a GET and reads what the backend says it has received.</summary>
    /// <param name="client">Has a base address.</param>
    /// <param name="target">The path and query.</param>
    /// <param name="fields">Header fields to send, as <c>Name: value</c>.</param>
    public static async Task<ReceivedRequest> ReceivedAsync(this HttpClient client, string target, params string[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target).With(fields);
        using var response = await client.SendAsync(request);
        return await response.ReceivedAsync();
    }

    /// <summary>What the backend says it has received.</summary>
    public static async Task<ReceivedRequest> ReceivedAsync(this HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}\n{await response.Content.ReadAsStringAsync()}");
        return (await response.Content.ReadFromJsonAsync<ReceivedRequest>())!;
    }

    /// <summary>The request with more header fields.</summary>
    public static HttpRequestMessage With(this HttpRequestMessage request, params string[] fields)
    {
        foreach (var field in fields)
        {
            var colon = field.IndexOf(':', StringComparison.Ordinal);
            Assert.True(request.Headers.TryAddWithoutValidation(field[..colon], field[(colon + 1)..].Trim()), field);
        }

        return request;
    }

    /// <summary>The values of a field of a response, or none.</summary>
    public static IEnumerable<string> Field(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? values : [];
}
