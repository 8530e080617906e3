using Pingap.Actors.Configuration;
using Pingap.Actors.Control;

namespace Pingap.Gateway.Admin.Contract;

/// <summary>How a change of the configuration ended well.</summary>
/// <param name="Version">The version in force.</param>
/// <param name="Changes">What it changed; <c>null</c> when that is what ran already.</param>
/// <param name="Warnings">What should be looked at.</param>
/// <param name="Awaited">What is undone unless it is confirmed, or <c>null</c>.</param>
public sealed record ApplyAnswer(long Version, ChangedEntities? Changes, IReadOnlyList<ConfigProblem> Warnings, AwaitedConfirmation? Awaited);
