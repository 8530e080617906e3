using System.Globalization;
using System.Net.Sockets;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Listeners;

/// <summary>
/// Sockets that listened before the process began: those that systemd hands over with their names (<c>sd_listen_fds(3)</c>), and any other
/// descriptor that a parent has left open, by its number.
/// </summary>
/// <param name="variable">A variable of the environment.</param>
/// <param name="process">The number of this process.</param>
/// <param name="first">The number of the first that systemd hands over (<c>SD_LISTEN_FDS_START</c>).</param>
internal sealed class InheritedSockets(Func<string, string?> variable, int process, int first = 3)
{
    private const int SocketLevel = 1;
    private const int TypeOption = 3;
    private const int AcceptsOption = 30;
    private const int Stream = 1;
    private const int GetDescriptorFlags = 1;
    private const int CloseOnExec = 1;

    /// <summary>Those of this process.</summary>
    public static InheritedSockets OfProcess { get; } = new(Environment.GetEnvironmentVariable, Environment.ProcessId);

    /// <summary>
    /// The socket, by a descriptor of its own: the inherited one stays open, so that the address can be listened on again after it was
    /// taken out of the configuration.
    /// </summary>
    /// <exception cref="IOException">There is none; the message says why.</exception>
    public Socket Open(InheritedEndPoint address)
    {
        if (!OperatingSystem.IsLinux()) throw new IOException("descriptors are taken over on Linux only");
        var number = address.Number ?? NumberOf(address.Name);
        var flags = SystemCalls.FileControl(number, GetDescriptorFlags);
        if (flags < 0) throw new IOException($"the process was not started with a descriptor {number}");
        // What comes from a parent has not got it; what the runtime opens always has.
        if ((flags & CloseOnExec) != 0) throw new IOException($"descriptor {number} is not from outside");
        if (Option(number, AcceptsOption) != 1 || Option(number, TypeOption) != Stream)
            throw new IOException($"descriptor {number} is no stream socket that listens");
        // Without CLOEXEC, by which the runtime knows what is only its own: that it may shut down when it closes it, and this it may not.
        var copy = SystemCalls.Duplicate(number);
        return copy >= 0 ? new Socket(new SafeSocketHandle(copy, ownsHandle: true)) : throw new IOException("there are too many open files");
    }

    /// <summary>The number of a name.</summary>
    private int NumberOf(string name)
    {
        var owner = variable("LISTEN_PID");
        if (!int.TryParse(variable("LISTEN_FDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || owner is null)
            throw new IOException("the process was not started with sockets of systemd (LISTEN_FDS and LISTEN_PID are not set)");
        if (owner != process.ToString(CultureInfo.InvariantCulture))
            throw new IOException($"the sockets of systemd are for process {owner} (LISTEN_PID), and this is process {process}");
        // As sd_listen_fds_with_names(3) has it.
        var names = variable("LISTEN_FDNAMES")?.Split(':') ?? Enumerable.Repeat("unknown", count).ToArray();
        var found = Enumerable.Range(0, Math.Min(count, names.Length)).Where(i => names[i] == name).Select(i => first + i).ToList();
        return found switch
        {
            [var only] => only,
            [] => throw new IOException($"no socket has this name; systemd has handed over {string.Join(", ", names.Take(count))}"),
            _ => throw new IOException($"several sockets have this name; write {string.Join(", ", found.Select(number => $"fd:{number}"))}"),
        };
    }

    private static unsafe int Option(int descriptor, int name)
    {
        int value = 0, length = sizeof(int);
        return SystemCalls.GetOption(descriptor, SocketLevel, name, &value, &length) == 0 ? value : -1;
    }
}
