using Pingap.Actors.Configuration.Comparing;

namespace Pingap.Gateway.Admin.Contract;

/// <summary>An entity that differs between two configurations.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Path">Its key path: <c>basic</c>, <c>upstreams.api</c>.</param>
/// <param name="Keys">The keys that are written differently; none when it differs only by what it refers to. Secrets are <c>***</c>.</param>
/// <param name="Effect">What would happen to what runs, in words; <c>null</c> between two versions of the history.</param>
public sealed record EntityChange(ChangeKind Kind, string Path, IReadOnlyList<KeyDiff> Keys, string? Effect = null);
