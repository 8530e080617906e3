using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Pingap.Gateway.Transport;

/// <summary>
/// A socket's descriptor, non-blocking, and the calls on it. Each call holds it open, so that closing it on another thread waits for the
/// call instead of letting it hit the next socket that is given the same number.
/// </summary>
/// <remarks>Calls that can fail give the negative error number (<see cref="Errno"/>); −<see cref="Errno.BadDescriptor"/> once it is closed.</remarks>
internal sealed unsafe class SocketDescriptor : SafeHandleMinusOneIsInvalid
{
    /// <summary><c>SOCK_NONBLOCK | SOCK_CLOEXEC</c>.</summary>
    public const int NewFlags = 0x800 | 0x80000;

    private const int DontWait = 0x40;
    private const int NoSignal = 0x4000;
    private const int MostParts = 64;
    private const int SocketLevel = 1;
    private const int TcpLevel = 6;

    /// <param name="descriptor">Non-blocking; owned from here on.</param>
    public SocketDescriptor(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    /// <summary>Opens a stream socket.</summary>
    /// <exception cref="SocketException">There is none to be had.</exception>
    public static SocketDescriptor Open(AddressFamily family)
    {
        var (native, protocol) = family switch
        {
            AddressFamily.InterNetwork => (2, TcpLevel),
            AddressFamily.InterNetworkV6 => (10, TcpLevel),
            AddressFamily.Unix => (1, 0),
            _ => throw new SocketException((int)SocketError.AddressFamilyNotSupported),
        };
        var descriptor = SystemCalls.Open(native, 1 | NewFlags, protocol);
        return descriptor >= 0 ? new(descriptor) : throw Errno.Exception(Marshal.GetLastSystemError());
    }

    /// <summary>Reads what is there.</summary>
    /// <returns>How many bytes; 0 at the end.</returns>
    public int Receive(Span<byte> into)
    {
        if (!TryHold()) return -Errno.BadDescriptor;
        int errno;
        fixed (byte* start = into)
        {
            do
            {
                var count = SystemCalls.Receive((int)handle, start, into.Length, DontWait);
                if (count >= 0)
                {
                    DangerousRelease();
                    return (int)count;
                }

                errno = Marshal.GetLastSystemError();
            }
            while (errno == Errno.Interrupted);
        }

        DangerousRelease();
        return -errno;
    }

    /// <summary>Sends what there is room for.</summary>
    /// <returns>How many bytes.</returns>
    public int Send(ReadOnlySpan<byte> from)
    {
        if (!TryHold()) return -Errno.BadDescriptor;
        int errno;
        fixed (byte* start = from)
        {
            do
            {
                var count = SystemCalls.Send((int)handle, start, from.Length, DontWait | NoSignal);
                if (count >= 0)
                {
                    DangerousRelease();
                    return (int)count;
                }

                errno = Marshal.GetLastSystemError();
            }
            while (errno == Errno.Interrupted);
        }

        DangerousRelease();
        return -errno;
    }

    /// <summary>Sends several pieces, in order, with one call; of very many only the first.</summary>
    /// <returns>How many bytes.</returns>
    public int Send(ReadOnlySpan<ReadOnlyMemory<byte>> pieces)
    {
        if (!TryHold()) return -Errno.BadDescriptor;
        var count = Math.Min(pieces.Length, MostParts);
        var parts = stackalloc MessagePart[count];
        var pins = new Pins();
        try
        {
            for (var i = 0; i < count; i++)
            {
                pins[i] = pieces[i].Pin();
                parts[i] = new() { Start = pins[i].Pointer, Length = (nuint)pieces[i].Length };
            }

            var message = new SocketMessage { Parts = parts, PartCount = (nuint)count };
            int errno;
            do
            {
                var sent = SystemCalls.SendParts((int)handle, &message, DontWait | NoSignal);
                if (sent >= 0) return (int)sent;
                errno = Marshal.GetLastSystemError();
            }
            while (errno == Errno.Interrupted);
            return -errno;
        }
        finally
        {
            for (var i = 0; i < count; i++) pins[i].Dispose();
            DangerousRelease();
        }
    }

    /// <summary>Begins to connect.</summary>
    /// <returns>0 when connected; −<see cref="Errno.InProgress"/> when that is still to be waited for.</returns>
    public int Connect(ReadOnlySpan<byte> address)
    {
        if (!TryHold()) return -Errno.BadDescriptor;
        fixed (byte* start = address)
        {
            var errno = SystemCalls.Connect((int)handle, start, address.Length) == 0 ? 0 : Marshal.GetLastSystemError();
            DangerousRelease();
            // An interrupted connect goes on by itself.
            return errno == Errno.Interrupted ? -Errno.InProgress : -errno;
        }
    }

    /// <summary>Ends the sending side: the peer reads to an end.</summary>
    public int ShutdownSend()
    {
        if (!TryHold()) return -Errno.BadDescriptor;
        var errno = SystemCalls.Shutdown((int)handle, 1) == 0 ? 0 : Marshal.GetLastSystemError();
        DangerousRelease();
        return -errno;
    }

    /// <summary>Takes the error that is pending on the socket (<c>SO_ERROR</c>).</summary>
    public int TakeError()
    {
        var value = 0;
        var result = GetOption(SocketLevel, 4, new Span<byte>(&value, sizeof(int)));
        return result < 0 ? result : -value;
    }

    /// <summary>Sends small writes at once (<c>TCP_NODELAY</c>); does nothing on a Unix socket, which does so anyway.</summary>
    public void SetNoDelay() => SetOption(TcpLevel, 1, [1]);

    /// <summary>Lets closing throw away what is unsent and reset the connection (<c>SO_LINGER</c> of 0 s).</summary>
    public void SetResetOnClose() => SetOption(SocketLevel, 13, [1, 0]);

    /// <summary>What TCP knows of the connection (<c>struct tcp_info</c>).</summary>
    /// <returns>How many bytes of it this system has.</returns>
    public int GetTcpInfo(Span<byte> info) => GetOption(TcpLevel, 11, info);

    /// <summary>Runs a call while it is held open.</summary>
    /// <returns>The call's result.</returns>
    public int Use<TState>(TState state, Func<int, TState, int> call)
    {
        if (!TryHold()) return -Errno.BadDescriptor;
        try
        {
            return call((int)handle, state);
        }
        finally
        {
            DangerousRelease();
        }
    }

    protected override bool ReleaseHandle() => SystemCalls.Close((int)handle) == 0;

    private int GetOption(int level, int name, Span<byte> value)
    {
        if (!TryHold()) return -Errno.BadDescriptor;
        var length = value.Length;
        fixed (byte* start = value)
        {
            var errno = SystemCalls.GetOption((int)handle, level, name, start, &length) == 0 ? 0 : Marshal.GetLastSystemError();
            DangerousRelease();
            return errno == 0 ? length : -errno;
        }
    }

    private void SetOption(int level, int name, ReadOnlySpan<int> value)
    {
        if (!TryHold()) return;
        // It fails when the peer is gone already, or the socket is none of TCP's: then there is nothing to be set.
        fixed (int* start = value) _ = SystemCalls.SetOption((int)handle, level, name, start, value.Length * sizeof(int));
        DangerousRelease();
    }

    private bool TryHold()
    {
        if (IsClosed) return false;
        var isHeld = false;
        try
        {
            DangerousAddRef(ref isHeld);
        }
        catch (ObjectDisposedException)
        {
            // Closed between the two.
        }

        return isHeld;
    }

    [InlineArray(MostParts)]
    private struct Pins
    {
        private System.Buffers.MemoryHandle _first;
    }
}
