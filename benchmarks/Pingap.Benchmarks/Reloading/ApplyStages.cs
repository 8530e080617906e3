using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pingap.Actors.Backends;
using Pingap.Actors.Configuration.Comparing;
using Pingap.Actors.Configuration.Reading;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control;
using Pingap.Actors.Handoff;
using Pingap.Actors.Hosting;
using Pingap.Actors.Upstreams;
using Pingap.Benchmarks.Given;
using Pingap.Gateway.Hosting;
using Pingap.Gateway.Listeners;
using Pingap.Gateway.Proxying;
using Pingap.Gateway.Tls;
using Pingap.Measuring.Statistics;

namespace Pingap.Benchmarks.Reloading;

/// <summary>How long each step of an apply takes, with the proxy's own parts in this process and nothing else to do.</summary>
internal static class ApplyStages
{
    private const int Warmups = 20;
    private const int Measured = 30;

    /// <summary>Applies edit after edit, and prints the median and the maximum of each step.</summary>
    public static async Task MeasureAsync(LargeConfig large, TextWriter output)
    {
        using var system = ActorSystem.Create(
            "stages", ConfigurationFactory.ParseString($"akka.loglevel = OFF\nakka.stdout-loglevel = off\nakka.log-dead-letters = off\n{CallingThreadDispatcherConfigurator.Hocon}"));
        await using var services = new ServiceCollection().AddKestrelFront().BuildServiceProvider();
        var upstreams = system.ActorOf(UpstreamsActor.Props(new HealthProbes(), new SystemDiscoveries()));
        var participant = new GatewayParticipant(
            new SnapshotStore(), services.GetRequiredService<CertificateStore>(), services.GetRequiredService<ListenerSet>(), services.GetRequiredService<ClientLimits>(), _ => { });
        ProxyConfig? running = null;
        List<double> read = [], compare = [], prepare = [], commit = [], pauses = [], allocated = [];
        for (var edit = 0; edit < Warmups + Measured; edit++)
        {
            var document = new ConfigDocument("large.toml", large.Text(edit));
            var (paused, bytes) = (GC.GetTotalPauseDuration(), GC.GetTotalAllocatedBytes());
            var at = Stopwatch.GetTimestamp();
            var reading = ConfigReader.Read([document], ConfigEnvironment.System, running);
            Passed(read);
            _ = ConfigChanges.Between(running, reading.Config!);
            Passed(compare);
            var prepared = await upstreams.Ask<UpstreamsProtocol.Prepared>(new UpstreamsProtocol.Prepare(reading.Config!.Upstreams.Values.ToValueList()));
            var next = new VersionedConfig(edit + 1, reading.Config, reading.Places, prepared.Handles);
            var ready = (ApplyPreparation.Ready)await participant.PrepareAsync(next, CancellationToken.None);
            Passed(prepare);
            ready.Commit();
            upstreams.Tell(new UpstreamsProtocol.Commit(TimeSpan.FromSeconds(1)));
            // It stands behind the commit in the mailbox.
            await upstreams.Ask<ActorIdentity>(new Identify(null));
            Passed(commit);
            running = reading.Config;
            if (edit >= Warmups)
            {
                pauses.Add((GC.GetTotalPauseDuration() - paused).TotalMilliseconds);
                allocated.Add((GC.GetTotalAllocatedBytes() - bytes) / 1e6);
            }

            void Passed(List<double> step)
            {
                var now = Stopwatch.GetTimestamp();
                if (edit >= Warmups) step.Add(Stopwatch.GetElapsedTime(at, now).TotalMilliseconds);
                at = now;
            }
        }

        await output.WriteLineAsync($"steps of an apply in an idle process, {Measured} edits, milliseconds    median      max");
        Print("read and validate", read);
        Print("compare", compare);
        Print("prepare: groups, pools, routes, listeners", prepare);
        Print("commit", commit);
        Print("pauses of the garbage collector in all of these", pauses);
        Print("allocated in all of these, megabytes", allocated);
        await services.GetRequiredService<ListenerSet>().StopAsync(TimeSpan.Zero);
        await system.Terminate();

        void Print(string step, List<double> times)
        {
            var distribution = new Distribution(times);
            output.WriteLine($"  {step,-62} {distribution.Median,8:0.00} {distribution.Max,8:0.00}");
        }
    }
}
