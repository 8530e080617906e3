using System.Runtime.InteropServices;

namespace Pingap.Gateway.Transport;

/// <summary>The system's <c>struct iovec</c>: one piece of memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessagePart
{
    public void* Start;
    public nuint Length;
}
