using System.Runtime.InteropServices;

namespace Pingap.Gateway.Transport;

/// <summary>The system's <c>struct msghdr</c>: several pieces of memory for one call.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SocketMessage
{
    public void* Name;
    public uint NameLength;
    public MessagePart* Parts;
    public nuint PartCount;
    public void* Control;
    public nuint ControlLength;
    public int Flags;
}
