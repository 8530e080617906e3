using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Pingap.Gateway.Transport;

/// <summary>
/// The system calls of the epoll loops, on Linux. Those on sockets that never block skip the collector's transition: they are over in some
/// microseconds, like the code around them, and a collection waits that long. Whatever may sleep takes the ordinary way.
/// </summary>
internal static unsafe partial class SystemCalls
{
    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "epoll_create1")]
    public static partial int EpollCreate(int flags);

    [LibraryImport(Library, EntryPoint = "epoll_ctl")]
    public static partial int EpollControl(SafeFileHandle epoll, int operation, int descriptor, void* change);

    [LibraryImport(Library, EntryPoint = "epoll_wait")]
    public static partial int EpollWait(SafeFileHandle epoll, void* events, int most, int milliseconds);

    [LibraryImport(Library, EntryPoint = "eventfd")]
    public static partial int EventDescriptor(uint value, int flags);

    [LibraryImport(Library, EntryPoint = "write")]
    public static partial nint Write(SafeFileHandle descriptor, void* from, nint length);

    [LibraryImport(Library, EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "socket")]
    public static partial int Open(int family, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "connect")]
    public static partial int Connect(int descriptor, void* address, int length);

    [LibraryImport(Library, EntryPoint = "accept4")]
    public static partial int Accept(int descriptor, void* address, int* length, int flags);

    [LibraryImport(Library, EntryPoint = "getsockname")]
    public static partial int LocalName(int descriptor, void* address, int* length);

    [LibraryImport(Library, EntryPoint = "shutdown")]
    public static partial int Shutdown(int descriptor, int how);

    [LibraryImport(Library, EntryPoint = "getsockopt")]
    public static partial int GetOption(int descriptor, int level, int name, void* value, int* length);

    [LibraryImport(Library, EntryPoint = "setsockopt")]
    public static partial int SetOption(int descriptor, int level, int name, void* value, int length);

    [LibraryImport(Library, EntryPoint = "dup")]
    public static partial int Duplicate(int descriptor);

    [LibraryImport(Library, EntryPoint = "fcntl")]
    public static partial int FileControl(int descriptor, int command);

    [LibraryImport(Library, EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Status(int directory, string path, int flags, uint mask, void* into);

    [LibraryImport(Library, EntryPoint = "recv")]
    [SuppressGCTransition]
    public static partial nint Receive(int descriptor, void* into, nint length, int flags);

    [LibraryImport(Library, EntryPoint = "send")]
    [SuppressGCTransition]
    public static partial nint Send(int descriptor, void* from, nint length, int flags);

    [LibraryImport(Library, EntryPoint = "sendmsg")]
    [SuppressGCTransition]
    public static partial nint SendParts(int descriptor, SocketMessage* message, int flags);
}
