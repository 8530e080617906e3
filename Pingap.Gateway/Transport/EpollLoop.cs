using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using Pingap.Actors.Handoff;

namespace Pingap.Gateway.Transport;

/// <summary>
/// One thread that waits for the events of many sockets and runs what waited for them. Everything between two events of a connection runs
/// here without changing threads; so whatever blocks or computes for long has to leave first (<see cref="LeaveLoop"/>).
/// </summary>
internal sealed class EpollLoop : IContinuations, IDisposable
{
    [ThreadStatic]
    private static EpollLoop? _current;

    private readonly EpollQueue _queue = new();
    private readonly LoopMembers _members = new();
    private readonly ConcurrentQueue<(Action<object?> Run, object? State)> _work = new();
    private readonly Action<EpollLoop, TimeSpan> _held;
    private readonly Thread _thread;
    private long _turnBegan;
    private long _turn;
    private int _isAwake = 1;
    private volatile bool _isStopping;
    private volatile bool _isOver;

    /// <param name="index">Its place among its siblings, from 0.</param>
    /// <param name="buffers">For the members' input and output; the loop's from here on, behind <see cref="Buffers"/>.</param>
    /// <param name="held">Told, on the loop, of each turn that took <see cref="LongTurn"/> or longer.</param>
    public EpollLoop(int index, MemoryPool<byte> buffers, Action<EpollLoop, TimeSpan> held)
    {
        Index = index;
        Buffers = new(buffers);
        _held = held;
        _thread = new Thread(Run) { IsBackground = true, Name = $"epoll loop {index}" };
        try
        {
            _thread.Start();
        }
        catch
        {
            _queue.Dispose();
            throw;
        }
    }

    /// <summary>Told what members and work have thrown, or <c>null</c>.</summary>
    public Action<Exception>? Failed { get; init; }

    /// <summary>How long a turn may take before it is told: 100 ms, in which other connections wait.</summary>
    public static TimeSpan LongTurn { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The loop whose thread this is, or <c>null</c> on every other thread.</summary>
    public static EpollLoop? Current => _current;

    /// <summary>Its place among its siblings, from 0.</summary>
    public int Index { get; }

    /// <summary>Memory for its members' input and output.</summary>
    public LoopBuffers Buffers { get; }

    /// <summary>How many descriptors it watches.</summary>
    public int Count => _members.Count;

    /// <summary>Whether this is its thread.</summary>
    public bool IsCurrent => ReferenceEquals(_current, this);

    /// <summary>The number of the turn, for those who count what they take in one.</summary>
    public long Turn => Volatile.Read(ref _turn);

    /// <summary>How long the turn has taken that goes on now; zero while it waits for events. May be asked on any thread.</summary>
    public TimeSpan InTurnFor => Volatile.Read(ref _turnBegan) is var began and not 0 ? Stopwatch.GetElapsedTime(began) : TimeSpan.Zero;

    /// <summary>Runs something in the next turn; on the thread pool once the loop has ended. May be called on any thread.</summary>
    public void Post(Action<object?> run, object? state)
    {
        _work.Enqueue((run, state));
        if (Interlocked.Exchange(ref _isAwake, 1) == 0) _queue.Wake();
        if (_isOver) HandOver();
    }

    /// <summary>Has somebody told of what should not have been thrown. May be called on any thread.</summary>
    public void Report(Exception failure) => Failed?.Invoke(failure);

    /// <summary>Watches a descriptor until it is closed and forgotten.</summary>
    /// <param name="descriptor">Open, and held open by the caller during the call.</param>
    /// <param name="member">Who is called.</param>
    /// <param name="events">Of <see cref="EpollEvents"/>.</param>
    /// <returns>What <see cref="Forget"/> wants.</returns>
    /// <exception cref="System.Net.Sockets.SocketException">The system watches no more.</exception>
    public ulong Watch(int descriptor, ILoopMember member, uint events)
    {
        var number = _members.Add(member);
        // Asked after it was added: the loop's end either finds the member or is seen here.
        var errno = _isStopping ? Errno.BadDescriptor : TryWatch(descriptor, number, events);
        if (errno == 0) return number;
        _members.Remove(number);
        throw Errno.Exception(errno);
    }

    /// <summary>Calls a member no more. Its descriptor is the caller's to close, which takes it out of the system's queue.</summary>
    public void Forget(ulong number) => _members.Remove(number);

    /// <summary>The same for a descriptor that somebody keeps open.</summary>
    public void Forget(ulong number, int descriptor)
    {
        _members.Remove(number);
        try
        {
            _queue.Remove(descriptor);
        }
        catch (ObjectDisposedException)
        {
            // The loop has ended and watches nothing.
        }
    }

    /// <summary>Ends the loop after its turn; members that are left are told. Waits for that, but on the loop itself.</summary>
    public void Dispose()
    {
        if (_isStopping) return;
        _isStopping = true;
        _queue.Wake();
        if (!IsCurrent) _thread.Join();
    }

    private void Run()
    {
        _current = this;
        Buffers.KeepHere();
        while (!_isStopping)
        {
            var events = _queue.Take(wait: BeginWait());
            Volatile.Write(ref _isAwake, 1);
            var began = Stopwatch.GetTimestamp();
            Volatile.Write(ref _turnBegan, began);
            Volatile.Write(ref _turn, _turn + 1);
            // Only what was there before, or work that posts itself again would keep events waiting.
            var posted = _work.Count;
            for (var i = 0; i < events; i++)
            {
                var (happened, number) = _queue.At(i);
                Serve(_members.Find(number), happened);
            }

            while (posted-- > 0 && _work.TryDequeue(out var work)) Do(work.Run, work.State);
            Volatile.Write(ref _turnBegan, 0);
            if (Stopwatch.GetElapsedTime(began) is var took && took >= LongTurn) _held(this, took);
        }

        End();
    }

    private void Serve(ILoopMember? member, uint happened)
    {
        try
        {
            member?.OnReady(happened);
        }
        catch (Exception failure)
        {
            // One member's fault ends that member, and not the others' loop.
            Report(failure);
            member!.OnLoopEnded();
        }
    }

    private void Do(Action<object?> run, object? state)
    {
        try
        {
            run(state);
        }
        catch (Exception failure)
        {
            Report(failure);
        }
    }

    /// <summary>Whether there is nothing to do; if so, from now on whoever posts also wakes.</summary>
    private bool BeginWait()
    {
        if (!_work.IsEmpty) return false;
        Interlocked.Exchange(ref _isAwake, 0);
        // Posted just before the flag was down: nobody will wake for that.
        return _work.IsEmpty;
    }

    private void End()
    {
        foreach (var member in _members.All()) member.OnLoopEnded();
        _current = null;
        Buffers.KeepNoMore();
        _isOver = true;
        HandOver();
        _queue.Dispose();
    }

    private int TryWatch(int descriptor, ulong number, uint events)
    {
        try
        {
            return _queue.TryAdd(descriptor, number, events);
        }
        catch (ObjectDisposedException)
        {
            return Errno.BadDescriptor;
        }
    }

    private void HandOver()
    {
        while (_work.TryDequeue(out var work)) ThreadPool.UnsafeQueueUserWorkItem(static left => left.Run(left.State), work, preferLocal: false);
    }
}
