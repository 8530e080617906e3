using Akka.Configuration;
using Akka.Dispatch;

namespace Pingap.Actors.Handoff;

/// <summary>Makes the <see cref="CallingThreadDispatcher"/>; named by the actor system's configuration.</summary>
public sealed class CallingThreadDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly CallingThreadDispatcher _dispatcher;

    /// <summary>Called by the actor system, with the dispatcher's section.</summary>
    public CallingThreadDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _dispatcher = new CallingThreadDispatcher(this) { Throughput = config.GetInt("throughput") };

    /// <summary>The section that defines the dispatcher.</summary>
    /// <remarks>
    /// A low throughput bounds how long a front works for others: after some times as many messages the mailbox goes on in the thread pool.
    /// </remarks>
    public static string Hocon { get; } =
        $$"""
        {{CallingThreadDispatcher.Path}} {
          type = "{{typeof(CallingThreadDispatcherConfigurator).AssemblyQualifiedName}}"
          throughput = 64
        }
        """;

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() => _dispatcher;
}
