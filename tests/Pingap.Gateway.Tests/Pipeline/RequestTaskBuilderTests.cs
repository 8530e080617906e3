using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Tests.Pipeline;

public sealed class RequestTaskBuilderTests
{
    private static readonly AsyncLocal<string?> Ambient = new();

    [Fact]
    public async Task A_method_that_does_not_wait_gives_its_result_or_its_failure_at_once()
    {
        var done = AddAsync(new Gate { IsOpen = true }, 1);
        Assert.True(done.IsCompletedSuccessfully);
        Assert.Equal(2, await done);
        var failed = FailAsync(new Gate { IsOpen = true });
        Assert.True(failed.IsFaulted);
        await Assert.ThrowsAsync<InvalidDataException>(async () => await failed);
    }

    [Fact]
    public async Task A_method_that_waits_gives_its_result_or_its_failure_later()
    {
        var gate = new Gate();
        var waiting = AddAsync(gate, 1);
        Assert.False(waiting.IsCompleted);
        gate.Open();
        Assert.Equal(2, await waiting);
        gate = new Gate();
        var failing = FailAsync(gate);
        gate.Open();
        await Assert.ThrowsAsync<InvalidDataException>(async () => await failing);
    }

    [Fact]
    public void However_many_wait_at_a_time_the_next_as_many_allocate_no_more_than_if_they_did_not_wait()
    {
        const int Many = 64;
        var gates = Enumerable.Range(0, Many).Select(_ => new Gate()).ToArray();
        var waiting = new ValueTaskAwaiter<int>[Many];
        var open = new Gate { IsOpen = true };
        Round();
        Round();
        Pass();
        // Without optimisation the compiler makes an object of each call.
        Assert.Equal(AllocatedBy(Pass), AllocatedBy(Round));

        static long AllocatedBy(Action run)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Pass()
        {
#pragma warning disable CA2012 // Each is there at once.
            for (var i = 0; i < Many; i++) _ = AddAsync(open, i).GetAwaiter().GetResult();
#pragma warning restore CA2012
        }

        void Round()
        {
            for (var i = 0; i < Many; i++)
            {
#pragma warning disable CA2012 // Each is awaited once, below.
                waiting[i] = AddAsync(gates[i], i).GetAwaiter();
#pragma warning restore CA2012
            }

            foreach (var gate in gates) gate.Open();
            for (var i = 0; i < Many; i++)
            {
                if (waiting[i].GetResult() != i + 1) throw new InvalidOperationException("results are mixed up");
            }
        }
    }

    [Fact]
    public async Task What_is_ambient_stays_with_the_method_and_does_not_leak_to_who_wakes_it()
    {
        var gate = new Gate();
        Ambient.Value = "caller";
        var reading = ReadAndChangeAsync(gate);
        Ambient.Value = "other";
        gate.Open();
        Assert.Equal("other", Ambient.Value);
        Assert.Equal("caller", await reading);
    }

    [AsyncMethodBuilder(typeof(RequestTaskBuilder<>))]
    private static async ValueTask<int> AddAsync(Gate gate, int number)
    {
        await gate.PassAsync().ConfigureAwait(false);
        return number + 1;
    }

    [AsyncMethodBuilder(typeof(RequestTaskBuilder<>))]
    private static async ValueTask<int> FailAsync(Gate gate)
    {
        await gate.PassAsync().ConfigureAwait(false);
        throw new InvalidDataException();
    }

    [AsyncMethodBuilder(typeof(RequestTaskBuilder<>))]
    private static async ValueTask<string?> ReadAndChangeAsync(Gate gate)
    {
        await gate.PassAsync().ConfigureAwait(false);
        var before = Ambient.Value;
        Ambient.Value = "method";
        return before;
    }

    /// <summary>Waited for without allocating anything.</summary>
    private sealed class Gate : IValueTaskSource
    {
        private ManualResetValueTaskSourceCore<bool> _core;

        public bool IsOpen { get; init; }

        public ValueTask PassAsync() => IsOpen ? default : new(this, _core.Version);

        public void Open() => _core.SetResult(true);

        void IValueTaskSource.GetResult(short token)
        {
            _core.GetResult(token);
            _core.Reset();
        }

        ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

        void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _core.OnCompleted(continuation, state, token, flags);
    }
}
