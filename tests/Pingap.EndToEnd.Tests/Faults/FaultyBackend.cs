using System.Collections.Concurrent;
using System.Globalization;
using Pingap.Testing.Backends;

namespace Pingap.EndToEnd.Tests.Faults;

/// <summary>A backend with a fault, which counts the requests that it has read to their end.</summary>
public sealed class FaultyBackend : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _received = new();
    private readonly RawBackend _backend;

    /// <summary>Starts one.</summary>
    public FaultyBackend(Fault fault)
    {
        _backend = new(async (connection, head) =>
        {
            for (var request = 1; ; request++)
            {
                await ReceiveAsync(connection, head);
                if (request == fault.Requests) break;
                await connection.SendAsync(Fault.GoodAnswer);
                head = await connection.ReadHeadAsync();
                if (head.Length == 0) return;
            }

            await fault.PlayAsync(connection);
        });
    }

    /// <summary>Where it listens.</summary>
    public string Address => _backend.Address.ToString();

    /// <summary>How many requests for a target it has had.</summary>
    public int Received(string target) => _received.GetValueOrDefault(target);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    private async Task ReceiveAsync(RawConnection connection, string head)
    {
        const string Length = "Content-Length: ";
        if (head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase)) await connection.ReadUntilAsync("0\r\n\r\n");
        else if (head.IndexOf(Length, StringComparison.OrdinalIgnoreCase) is > 0 and var at)
        {
            var end = head.IndexOf('\r', at);
            await connection.ReadAsync(int.Parse(head.AsSpan((at + Length.Length)..end), CultureInfo.InvariantCulture));
        }

        _received.AddOrUpdate(head.Split(' ')[1], 1, (_, count) => count + 1);
    }
}
