using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>
/// One connection to a backend with what has been received on it. From one response to the next it always waits for octets, so that a backend which closes it while nobody uses it
/// is noticed at once, and an answer is read without being waited for anew.
/// </summary>
internal sealed class BackendConnection : IValueTaskSource<int>, IDisposable
{
    /// <summary>How many octets the head of a response may have.</summary>
    public const int MaxHead = 32 * 1024;

    private const int BufferSize = 8 * 1024;
    private const int LargeSize = 32 * 1024;
    private readonly Link _link;
    private readonly Action<BackendConnection> _closed;
    private readonly Action _onReceived;
    private ManualResetValueTaskSourceCore<int> _awaited;
    private ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _receiving;
    private readonly byte[] _small = new byte[BufferSize];
    private byte[] _buffer;

    // In place of the small one as long as much comes at a time.
    private byte[]? _large;
    private int _start;
    private int _end;
    private bool _isAwaited;
    private IConnectionUser? _user;
    private int _isClosed;

    /// <summary>Makes it of octets that go to and fro.</summary>
    /// <param name="link">The octets.</param>
    /// <param name="closed">Told once, when it is closed.</param>
    public BackendConnection(Link link, Action<BackendConnection> closed)
    {
        (_link, _closed, _buffer) = (link, closed, _small);
        _onReceived = OnReceived;
    }

    /// <summary>The loop that it lives on, or <c>null</c>.</summary>
    public EpollLoop? Loop => _link.Loop;

    /// <summary>Who has it, or <c>null</c>.</summary>
    public IConnectionUser? User
    {
        get => Volatile.Read(ref _user);
        // Whole before its user looks whether it is to be broken off: either that sees it, or the one who breaks off sees the user.
        set => Interlocked.Exchange(ref _user, value);
    }

    /// <summary>Where it waits to be used, in its pool.</summary>
    public PoolSlot Slot { get; set; }

    /// <summary>When it was last used, in <see cref="Environment.TickCount64"/>.</summary>
    public long IdleSince { get; set; }

    /// <summary>Until when the backend has said it will keep it, in <see cref="Environment.TickCount64"/>.</summary>
    public long KeptUntil { get; set; } = long.MaxValue;

    /// <summary>Whether it was closed here.</summary>
    public bool IsClosed => Volatile.Read(ref _isClosed) == 1;

    /// <summary>Whether it has carried an exchange before this one.</summary>
    public bool IsReused { get; private set; }

    /// <summary>Whether anything was received of the response.</summary>
    public bool HasReceived { get; private set; }

    /// <summary>Octets sent.</summary>
    public long Sent { get; private set; }

    /// <summary>The head of the response.</summary>
    public ResponseHead Head { get; } = new();

    /// <summary>Strings of earlier responses.</summary>
    public FieldMemo Memo { get; } = new();

    /// <summary>What was received and not consumed.</summary>
    public ReadOnlySpan<byte> Received => _buffer.AsSpan(_start, _end - _start);

    /// <summary>The same, to be handed on.</summary>
    public ReadOnlyMemory<byte> ReceivedMemory => _buffer.AsMemory(_start, _end - _start);

    /// <summary>Gets ready for an exchange, before it is put into the pool or used for the first time.</summary>
    public void Reset()
    {
        _start = _end = 0;
        if (_large is not null) ArrayPool<byte>.Shared.Return(_large);
        _large = null;
        _buffer = _small;
        HasReceived = false;
        Head.Reset();
        _awaited.Reset();
        _isAwaited = true;
    }

    /// <summary>Waits for octets; called once after <see cref="Reset"/>, when it is in the pool, or when somebody has it.</summary>
    public void Watch()
    {
        try
        {
#pragma warning disable CA2012 // It is consumed once, by OnReceived.
            _receiving = _link.ReceiveAsync(_buffer).ConfigureAwait(false).GetAwaiter();
#pragma warning restore CA2012
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // Somebody has taken it out of the pool and given it up already.
            _awaited.SetException(e);
            return;
        }

        if (_receiving.IsCompleted) OnReceived();
        else _receiving.UnsafeOnCompleted(_onReceived);
    }

    /// <summary>It has carried an exchange, and is to carry another.</summary>
    public void Reuse() => IsReused = true;

    /// <summary>Sends octets.</summary>
    /// <exception cref="Exception">As of <see cref="Link.SendAsync"/>.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> octets)
    {
        Sent += octets.Length;
        return _link.SendAsync(octets);
    }

    /// <summary>Receives more, behind what there is.</summary>
    /// <returns>How many octets came; 0 at the end.</returns>
    /// <exception cref="Exception">As of <see cref="Link.ReceiveAsync"/>.</exception>
    public ValueTask<int> ReceiveAsync()
    {
        if (_isAwaited)
        {
            _isAwaited = false;
            return new(this, _awaited.Version);
        }

        if (_start == _end)
        {
            if (_end == BufferSize && _large is null) _buffer = _large = ArrayPool<byte>.Shared.Rent(LargeSize);
            _start = _end = 0;
        }
        else if (_end == _buffer.Length) MakeRoom();
        var receiving = _link.ReceiveAsync(_buffer.AsMemory(_end));
        return receiving.IsCompletedSuccessfully ? new(Took(receiving.Result)) : TakeAsync(receiving);
    }

    /// <summary>Receives past the buffer, which is empty.</summary>
    /// <exception cref="Exception">As of <see cref="Link.ReceiveAsync"/>.</exception>
    public ValueTask<int> ReceiveAsync(Memory<byte> into) => _link.ReceiveAsync(into);

    /// <summary>Receives past the buffer, which is empty, what is there.</summary>
    /// <returns>As of <see cref="Link.TryReceive"/>.</returns>
    /// <exception cref="Exception">As of <see cref="Link.ReceiveAsync"/>.</exception>
    public int TryReceive(Span<byte> into) => _link.TryReceive(into);

    /// <summary>Takes octets from the front of what was received.</summary>
    public void Consume(int count) => _start += count;

    /// <summary>Says that no more is sent.</summary>
    public void EndSending() => _link.EndSending();

    /// <summary>See <see cref="Link.HasTakenNothingAfterAsync"/>.</summary>
    public ValueTask<bool> HasTakenNothingAfterAsync(long before) => _link.HasTakenNothingAfterAsync(before);

    /// <summary>Closes it at once, on any thread and as often as one likes.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 1) return;
        _link.Dispose();
        _closed(this);
    }

    /// <inheritdoc/>
    int IValueTaskSource<int>.GetResult(short token) => Took(_awaited.GetResult(token));

    /// <inheritdoc/>
    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _awaited.GetStatus(token);

    /// <inheritdoc/>
    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _awaited.OnCompleted(continuation, state, token, flags);

    private void OnReceived()
    {
        var count = 0;
        Exception? failure = null;
        try
        {
            count = _receiving.GetResult();
        }
        catch (Exception e)
        {
            failure = e;
        }

        // Whatever comes while nobody has asked for anything is the end: a close, or the word of a backend that is out of step.
        if (Slot.TryTake(this)) Dispose();
        else if (failure is null) _awaited.SetResult(count);
        else _awaited.SetException(failure);
    }

    private async ValueTask<int> TakeAsync(ValueTask<int> receiving) => Took(await receiving.ConfigureAwait(false));

    private int Took(int count)
    {
        _end += count;
        HasReceived |= count > 0;
        return count;
    }

    private void MakeRoom()
    {
        var left = _end - _start;
        var into = _buffer;
        if (left > _buffer.Length / 2)
        {
            // A head is read where it stands, whole.
            into = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        }

        Buffer.BlockCopy(_buffer, _start, into, 0, left);
        if (into != _buffer && _large is not null) ArrayPool<byte>.Shared.Return(_large);
        if (into != _buffer) _large = into;
        (_buffer, _start, _end) = (into, 0, left);
    }
}
