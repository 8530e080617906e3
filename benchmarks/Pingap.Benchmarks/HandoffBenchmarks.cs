using Akka.Actor;
using Akka.Configuration;
using BenchmarkDotNet.Attributes;
using Pingap.Actors.Backends;
using Pingap.Actors.Configuration;
using Pingap.Actors.Handoff;
using Pingap.Actors.Health;
using Pingap.Actors.Hosting;
using Pingap.Actors.Upstreams;
using Pingap.Benchmarks.Given;

namespace Pingap.Benchmarks;

/// <summary>
/// What it costs to hand a request to its upstream group's actor: pick, release and outcome, beside <c>Ask</c> for the pick alone.
/// One front shows the idle case, two fronts on one group the contended one.
/// </summary>
[Config(typeof(InThisProcess))]
[MemoryDiagnoser]
public class HandoffBenchmarks
{
    private const int Requests = 200_000;
    private ActorSystem _system = null!;
    private UpstreamHandle _handle = null!;
    private IActorRef _asked = null!;

    /// <summary>Fronts that send requests at the same time.</summary>
    [Params(1, 2)]
    public int Fronts { get; set; }

    /// <summary>Starts a group of two backends, and an actor that answers <c>Ask</c>.</summary>
    [GlobalSetup]
    public void Start()
    {
        _system = ActorSystem.Create(
            "benchmark",
            ConfigurationFactory.ParseString($"akka.loglevel = ERROR\nakka.log-dead-letters = off\n{CallingThreadDispatcherConfigurator.Hocon}"));
        var upstream = new UpstreamConfig(
            new UpstreamName("api"),
            [new BackendConfig(new BackendAddress("127.0.0.1", 1), 1), new BackendConfig(new BackendAddress("127.0.0.1", 2), 1)],
            BalancingAlgorithm.RoundRobin,
            UpstreamProtocol.Http1,
            null,
            UpstreamTimeouts.Default,
            HealthCheckConfig.Default,
            CircuitBreakerConfig.Off with { MaxConsecutiveFailures = 5 });
        var upstreams = _system.ActorOf(UpstreamsActor.Props(new NoProbes(), new SystemDiscoveries()));
        _handle = upstreams.Ask<UpstreamsProtocol.Prepared>(new UpstreamsProtocol.Prepare([upstream])).Result.Handles[upstream.Name];
        upstreams.Tell(new UpstreamsProtocol.Commit(TimeSpan.Zero));
        _asked = _system.ActorOf(Props.Create(() => new Echo()));
    }

    /// <summary>Ends the actor system.</summary>
    [GlobalCleanup]
    public void Stop() => _system.Terminate().Wait();

    /// <summary>Pick through a pooled slot, then release and outcome: all that a proxied request asks of the actors.</summary>
    [Benchmark(OperationsPerInvoke = Requests)]
    public Task PickReleaseOutcome() => Run(static async (self, requests) =>
    {
        for (var i = 0; i < requests; i++)
        {
            var picked = await self._handle.PickAsync(new(0, null));
            picked.Lease.End(Outcome.Answered(200));
        }
    });

    /// <summary>One <c>Ask</c> of an actor that answers at once.</summary>
    [Benchmark(OperationsPerInvoke = Requests, Baseline = true)]
    public Task Ask() => Run(static async (self, requests) =>
    {
        for (var i = 0; i < requests; i++) await self._asked.Ask<object>(Echo.Message);
    });

    private Task Run(Func<HandoffBenchmarks, int, Task> front)
    {
        var fronts = new Task[Fronts];
        for (var i = 0; i < fronts.Length; i++) fronts[i] = Task.Run(() => front(this, Requests / Fronts));
        return Task.WhenAll(fronts);
    }

    private sealed class Echo : UntypedActor
    {
        public static readonly object Message = new();

        protected override void OnReceive(object message) => Sender.Tell(message);
    }

    private sealed class NoProbes : IHealthProbes, IHealthProbe
    {
        public IHealthProbe Create(BackendSettings settings) => this;

        public Task<ProbeResult> ProbeAsync(CancellationToken cancellation) => Task.FromResult(new ProbeResult(true, "always"));

        public void Dispose()
        {
            // It holds nothing.
        }
    }
}
