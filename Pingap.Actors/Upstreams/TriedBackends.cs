using Pingap.Actors.Configuration;

namespace Pingap.Actors.Upstreams;

/// <summary>The backends that one request has tried in vain. Made at the first failure, so that most requests have none.</summary>
public sealed class TriedBackends
{
    private readonly List<BackendAddress> _tried = [];

    /// <summary>How many there are.</summary>
    public int Count => _tried.Count;

    /// <summary>Remembers one more.</summary>
    public void Add(BackendAddress backend)
    {
        if (!Contains(backend)) _tried.Add(backend);
    }

    /// <summary>Whether it was tried.</summary>
    public bool Contains(BackendAddress backend) => _tried.Contains(backend);
}
