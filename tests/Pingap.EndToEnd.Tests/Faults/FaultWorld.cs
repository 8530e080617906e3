using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.Backends;
using Pingap.Testing.EndToEnd;

namespace Pingap.EndToEnd.Tests.Faults;

/// <summary>
/// A proxy with two locations for each fault: <c>/alone/FAULT</c> has only the faulty backend, <c>/pair/FAULT</c> also a good one, as a backup, so that requests
/// meet the faulty one first.
/// </summary>
public sealed class FaultWorld : ProxyFixture
{
    /// <summary>How a whole answer of the good backend is known.</summary>
    public const string GoodField = "X-Backend: good";

    private readonly ConcurrentDictionary<string, int> _good = new();
    private readonly Dictionary<string, FaultyBackend> _faulty = [];
    private readonly SilentBackend _neverAccepts = new();
    private ControlChannel? _control;

    /// <summary>How many requests for a target the backend with a fault has had.</summary>
    public int Faulty(string fault, string target) => _faulty.TryGetValue(fault, out var backend) ? backend.Received(target) : 0;

    /// <summary>How many requests for a target the good backend has had.</summary>
    public int Good(string target) => _good.GetValueOrDefault(target);

    /// <summary>Returns when the proxy says that none of its requests is under way.</summary>
    /// <exception cref="OperationCanceledException">It did not within 60 s.</exception>
    public async Task AtRestAsync()
    {
        _control ??= await ControlChannel.OfAsync(Proxy.Process);
        var deadline = Deadline.Token;
        while (await _control.UnderWayAsync() > 0) deadline.ThrowIfCancellationRequested();
    }

    protected override async Task<string> ConfigureAsync()
    {
        var good = Own(await HttpBackend.StartAsync(async http =>
        {
            using var body = new StreamReader(http.Request.Body);
            await body.ReadToEndAsync();
            _good.AddOrUpdate(http.Request.Path.Value!, 1, (_, count) => count + 1);
            http.Response.Headers["X-Backend"] = "good";
            await http.Response.WriteAsync("good");
        }));
        foreach (var fault in Fault.All) _faulty[fault.Name] = Own(new FaultyBackend(fault));
        var addresses = _faulty.ToDictionary(each => each.Key, each => each.Value.Address);
        addresses["refuses"] = "127.0.0.1:1";
        addresses["never_accepts"] = _neverAccepts.Address.ToString();
        Own(new Ended(() =>
        {
            _control?.Dispose();
            _neverAccepts.Dispose();
        }));
        return $"""
            {string.Join("\n", addresses.Select(each => Location($"alone/{each.Key}", each.Value)))}
            {string.Join("\n", addresses.Select(each => Location($"pair/{each.Key}", each.Value, $"backups = ['{good.Address}']")))}

            [servers.http]
            addr = "127.0.0.1:0"
            locations = [{string.Join(", ", addresses.Keys.SelectMany(name => new[] { $"'alone/{name}'", $"'pair/{name}'" }))}]
            enabled_h2 = true

            # Whoever connects finds the connections that others have left.
            [basic]
            threads = 1
            """;
    }

    /// <summary>Health checks that find nothing out: the tests are about requests.</summary>
    private static string Location(string name, string address, string settings = "") => $"""
        [upstreams.'{name}']
        addrs = ['{address}']
        health_check = "tcp://any?check_frequency=1h&failure=1000"
        connection_timeout = '1s'
        read_timeout = '{Fault.ReadTimeout.TotalMilliseconds}ms'
        {settings}

        [locations.'{name}']
        upstream = "{name}"
        path = "/{name}"
        """;

    private sealed class Ended(Action end) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            end();
            return default;
        }
    }
}
