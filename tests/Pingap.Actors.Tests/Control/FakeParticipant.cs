using Pingap.Actors.Configuration;
using Pingap.Actors.Control;

namespace Pingap.Actors.Tests.Control;

/// <summary>A gateway that prepares as the test wants, and remembers what became of it.</summary>
internal sealed class FakeParticipant : IApplyParticipant
{
    private VersionedConfig? _committed;
    private int _undone;

    public VersionedConfig? Committed => Volatile.Read(ref _committed);

    public int Undone => Volatile.Read(ref _undone);

    public Func<VersionedConfig, Task<ApplyPreparation>>? Instead { get; set; }

    public static ValueList<ConfigProblem> InUse { get; } =
        [new ConfigProblem(ProblemSeverity.Error, null, "servers.http.addr", "127.0.0.1:80 is in use; choose another port")];

    public Task<ApplyPreparation> PrepareAsync(VersionedConfig next, CancellationToken cancellation) =>
        Instead is { } instead ? instead(next) : Task.FromResult(Ready(next));

    public ApplyPreparation Ready(VersionedConfig next) => new ApplyPreparation.Ready(
        () => Volatile.Write(ref _committed, next),
        () =>
        {
            Interlocked.Increment(ref _undone);
            return ValueTask.CompletedTask;
        });
}
