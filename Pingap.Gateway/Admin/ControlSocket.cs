using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Admin;

/// <summary>The file of a Unix domain socket that only its owner can connect to.</summary>
/// <param name="path">Its full path, in a directory that is there.</param>
internal sealed class ControlSocket(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private bool _isBound;

    /// <summary>Takes away what a killed process has left behind.</summary>
    /// <exception cref="IOException">A process listens there, or the file cannot be taken away.</exception>
    public void Clear() => UnixSocketFile.Clear(path);

    /// <summary>Binds the socket, closed to others before it listens.</summary>
    /// <exception cref="IOException">It cannot be bound.</exception>
    public Socket Bind(EndPoint endPoint)
    {
        try
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
            _isBound = true;
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, OwnerOnly);
            return socket;
        }
        catch (Exception refused) when (refused is SocketException or UnauthorizedAccessException)
        {
            throw new IOException($"cannot listen on {path}: {refused.Message}", refused);
        }
    }

    /// <summary>Removes the file if it is ours; the socket may have done so already.</summary>
    public void Remove()
    {
        if (_isBound) File.Delete(path);
    }
}
