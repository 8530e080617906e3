using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Pingap.Gateway.Transport;

/// <summary>The system's queue of events (<c>epoll(7)</c>) of one loop, and the means to wake who waits for it.</summary>
internal sealed unsafe class EpollQueue : IDisposable
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int MostEvents = 256;

    // `struct epoll_event` is packed on x86-64 alone: 4 bytes of events, then 8 of data.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture is Architecture.X64 ? 4 : 8;
    private static readonly int EventLength = DataOffset + 8;

    private readonly byte[] _events = GC.AllocateArray<byte>(MostEvents * EventLength, pinned: true);
    private readonly SafeFileHandle _epoll;
    private readonly SafeFileHandle _waker;

    /// <exception cref="System.Net.Sockets.SocketException">The system has no more descriptors.</exception>
    public EpollQueue()
    {
        _epoll = Opened(SystemCalls.EpollCreate(CloseOnExec));
        try
        {
            _waker = Opened(SystemCalls.EventDescriptor(0, CloseOnExec | NonBlocking));
            // Number 0 is nobody's. Edge-triggered, so that it never has to be read.
            var errno = TryAdd((int)_waker.DangerousGetHandle(), 0, EpollEvents.Input | EpollEvents.EdgeTriggered);
            if (errno != 0) throw Errno.Exception(errno);
        }
        catch
        {
            _waker?.Dispose();
            _epoll.Dispose();
            throw;
        }
    }

    /// <summary>Watches a descriptor until it is closed.</summary>
    /// <returns>0, or the error number.</returns>
    public int TryAdd(int descriptor, ulong number, uint events)
    {
        Span<byte> change = stackalloc byte[16];
        MemoryMarshal.Write(change, events);
        MemoryMarshal.Write(change[DataOffset..], number);
        fixed (byte* start = change) return SystemCalls.EpollControl(_epoll, 1, descriptor, start) == 0 ? 0 : Marshal.GetLastSystemError();
    }

    /// <summary>Watches a descriptor no longer although it stays open.</summary>
    public void Remove(int descriptor)
    {
        _ = SystemCalls.EpollControl(_epoll, 2, descriptor, null);
    }

    /// <summary>Takes what has happened, waiting for something if asked to.</summary>
    /// <returns>How many events can be read with <see cref="At"/>; 0 too when it was interrupted.</returns>
    public int Take(bool wait)
    {
        fixed (byte* start = _events)
        {
            var count = SystemCalls.EpollWait(_epoll, start, MostEvents, wait ? -1 : 0);
            if (count >= 0) return count;
            var errno = Marshal.GetLastSystemError();
            // Whatever else it says, the loop itself is broken, and all its connections with it.
            return errno == Errno.Interrupted ? 0 : throw Errno.Exception(errno);
        }
    }

    /// <summary>One event of the last <see cref="Take"/>.</summary>
    public (uint Events, ulong Number) At(int index)
    {
        var at = _events.AsSpan(index * EventLength, EventLength);
        return (MemoryMarshal.Read<uint>(at), MemoryMarshal.Read<ulong>(at[DataOffset..]));
    }

    /// <summary>Ends a wait, or the next one; nothing once it is closed.</summary>
    public void Wake()
    {
        var one = 1UL;
        try
        {
            // It can fail only after 2^64-2 wakes that were not read, and then it is awake.
            _ = SystemCalls.Write(_waker, &one, sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
            // The loop has ended meanwhile: there is nobody to be woken.
        }
    }

    public void Dispose()
    {
        _waker.Dispose();
        _epoll.Dispose();
    }

    private static SafeFileHandle Opened(int descriptor) =>
        descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Errno.Exception(Marshal.GetLastSystemError());
}
