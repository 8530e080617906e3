using Akka.Actor;
using Akka.TestKit;
using Pingap.Actors.Control;
using Pingap.Actors.Control.History;
using Pingap.Actors.Tests.Backends;
using Pingap.Actors.Tests.Discovery;
using Pingap.Actors.Upstreams;

namespace Pingap.Actors.Tests.Control;

/// <summary>A config actor with a source, a history and a gateway that do as the test wants.</summary>
public abstract class ConfigActorTest : VirtualTimeTest
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private protected FakeSource Source { get; } = new();

    private protected FakeParticipant Participant { get; } = new();

    private protected RunningConfig Running { get; private set; } = new();

    private protected IConfigHistory History { get; set; } = new MemoryConfigHistory();

    private protected StartFrom StartFrom { get; set; }

    private protected IActorRef Config => _config ??= NewLife();

    private IActorRef? _config;

    /// <summary>Starts a proxy afresh, with the source and the history of the one before.</summary>
    private protected Task<ConfigProtocol.ApplyReply> RestartAsync()
    {
        if (_config is not null) Sys.Stop(_config);
        Running = new RunningConfig();
        _config = NewLife();
        return ReloadAsync();
    }

    private protected Task<ConfigProtocol.ApplyReply> ReloadAsync() => AskAsync<ConfigProtocol.ApplyReply>(new ConfigProtocol.Reload("tester"));

    private protected Task<ConfigProtocol.ApplyReply> ApplyAsync(string[] upstreams, TimeSpan? confirmWithin = null) =>
        AskAsync<ConfigProtocol.ApplyReply>(new ConfigProtocol.Apply(SomeText.Documents(upstreams), "new.toml", "tester", confirmWithin));

    private protected Task<ConfigProtocol.ApplyReply> RollbackAsync(long version, TimeSpan? confirmWithin = null) =>
        AskAsync<ConfigProtocol.ApplyReply>(new ConfigProtocol.Rollback(version, "tester", confirmWithin));

    private protected Task<ConfigProtocol.Versions> VersionsAsync() => AskAsync<ConfigProtocol.Versions>(ConfigProtocol.ListVersions.Instance);

    private protected Task<T> AskAsync<T>(object message) => Config.Ask<T>(message, Deadline);

    /// <summary>Returns when everything told before has been heard; a reading that goes on has then been begun.</summary>
    private protected Task<ActorIdentity> FenceAsync() => AskAsync<ActorIdentity>(new Identify(0));

    /// <summary>Has the source read as the timer does, and returns when the reading has been judged: a question waits until then.</summary>
    private protected async Task PollAsync()
    {
        var reads = Source.Reads;
        Clock.Advance(SourceNews.PollInterval);
        await AwaitAssertAsync(() => Assert.Equal(reads + 1, Source.Reads));
        await VersionsAsync();
    }

    private protected string[] Upstreams => [.. Running.Current!.Upstreams.Keys.Select(name => name.Value).Order(StringComparer.Ordinal)];

    private protected TestProbe Logged<T>()
    {
        var log = CreateTestProbe();
        Sys.EventStream.Subscribe(log.Ref, typeof(T));
        return log;
    }

    private IActorRef NewLife() => Sys.ActorOf(ConfigActor.Props(
        Source, History, StartFrom, Sys.ActorOf(UpstreamsActor.Props(new FakeProbes(), new FakeDiscoveries())), Participant, Running));
}
