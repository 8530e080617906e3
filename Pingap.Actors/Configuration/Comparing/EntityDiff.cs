namespace Pingap.Actors.Configuration.Comparing;

/// <summary>An entity that differs between two configurations.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Entity">Which one it is.</param>
/// <param name="Keys">
/// The keys that are written differently, in the order of the files; all of them when it was added or removed. None when it differs only by what it refers to: a
/// file, an environment variable, an included fragment.
/// </param>
public sealed record EntityDiff(ChangeKind Kind, EntityKey Entity, ValueList<KeyDiff> Keys)
{
    /// <summary>What people read of its key path: <c>basic</c>, <c>upstreams.api</c>.</summary>
    public string Path => Entity.ToString();
}
