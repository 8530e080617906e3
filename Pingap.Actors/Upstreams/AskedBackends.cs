using Pingap.Actors.Configuration;

namespace Pingap.Actors.Upstreams;

/// <summary>
/// The backends of a group whose requests name them. One comes with the first request for it, and leaves when none has come for a while; with it goes what is known of it.
/// Owned by the group's actor.
/// </summary>
internal sealed class AskedBackends
{
    /// <summary>So many at a time: each has an actor, and is looked at by every pick.</summary>
    public const int Most = 256;

    /// <summary>How long one stays that nobody asks for.</summary>
    public static readonly TimeSpan Stay = TimeSpan.FromMinutes(5);

    /// <summary>None leaves for another one sooner than this after it was asked for: whoever may choose names must not turn all others out, nor those who wait.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(10);

    private readonly Dictionary<BackendAddress, DateTimeOffset> _asked = [];

    /// <summary>Those that there are.</summary>
    public IEnumerable<BackendConfig> Backends => _asked.Keys.Select(address => new BackendConfig(address, 1));

    /// <summary>Takes note that a request asks for a backend that is there.</summary>
    /// <returns>Whether it is.</returns>
    public bool Knows(BackendAddress address, DateTimeOffset now)
    {
        if (!_asked.ContainsKey(address)) return false;
        _asked[address] = now;
        return true;
    }

    /// <summary>Adds one that is not there; where there is no place for it, the one that was asked for least lately leaves, unless it has requests.</summary>
    /// <returns>Whether it was added.</returns>
    public bool TryAdd(BackendAddress address, ReadOnlySpan<GroupMember> members, DateTimeOffset now)
    {
        if (_asked.Count >= Most)
        {
            BackendAddress? idlest = null;
            foreach (var member in members)
            {
                var known = member.Load.Address;
                if (member.Load.InFlight == 0 && _asked.TryGetValue(known, out var since) && (idlest is not { } before || since < _asked[before])) idlest = known;
            }

            if (idlest is not { } leaving || now - _asked[leaving] < Least) return false;
            _asked.Remove(leaving);
        }

        _asked.Add(address, now);
        return true;
    }

    /// <summary>Has those leave that nobody has asked for lately.</summary>
    /// <returns>Whether any has.</returns>
    public bool Prune(ReadOnlySpan<GroupMember> members, DateTimeOffset now)
    {
        var count = _asked.Count;
        foreach (var member in members)
        {
            var address = member.Load.Address;
            if (member.Load.InFlight == 0 && _asked.TryGetValue(address, out var since) && now - since >= Stay) _asked.Remove(address);
        }

        return _asked.Count < count;
    }
}
