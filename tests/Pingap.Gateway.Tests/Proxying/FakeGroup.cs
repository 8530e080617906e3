using System.Threading.Channels;
using Akka.Actor;
using Pingap.Actors.Backends;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Actors.Upstreams;

namespace Pingap.Gateway.Tests.Proxying;

/// <summary>Stands for a group and its backends: gives the first backend that was not tried, and notes how leases end.</summary>
internal sealed class FakeGroup(ValueList<BackendConfig> backends, ChannelWriter<Outcome> outcomes, Action<PickRequest>? onPick, Func<BackendAddress, CancellationToken>? brokenOff = null, StreamCount? streams = null) : UntypedActor
{
    private readonly BackendLoad[] _loads = [.. backends.Select(backend => new BackendLoad(backend.Address, backend.Weight))];
    private readonly HashSet<LeaseEnded> _readOnce = [];

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PickSlot slot:
                onPick?.Invoke(slot.Request);
                var load = Array.Find(_loads, load => slot.Request.Tried?.Contains(load.Address) != true);
                slot.Answer(load is null
                    ? new(PickStatus.NoneAvailable, default, TimeSpan.FromMilliseconds(2500))
                    : new(PickStatus.Picked, new(load, LeaseEnded.Rent(Self, Self, load, 0), streams, brokenOff?.Invoke(load.Address) ?? default), TimeSpan.Zero));
                break;
            case LeaseEnded end:
                // Told twice, as to the group and to the backend.
                if (_readOnce.Add(end)) outcomes.TryWrite(end.Outcome);
                else _readOnce.Remove(end);
                end.Done();
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
