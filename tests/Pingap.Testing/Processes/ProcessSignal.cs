using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Pingap.Testing.Processes;

/// <summary>A signal of POSIX, by its number.</summary>
/// <param name="Number">The number that Linux and macOS share.</param>
public readonly record struct ProcessSignal(int Number)
{
    /// <summary>SIGHUP.</summary>
    public static readonly ProcessSignal Hangup = new(1);

    /// <summary>SIGINT: Ctrl+C.</summary>
    public static readonly ProcessSignal Interrupt = new(2);

    /// <summary>SIGKILL: ends it without being heard.</summary>
    public static readonly ProcessSignal Kill = new(9);

    /// <summary>SIGTERM: asks it to end.</summary>
    public static readonly ProcessSignal Terminate = new(15);

    /// <summary>Sends it to one process.</summary>
    /// <exception cref="Win32Exception">The system refuses, for one because there is no such process.</exception>
    public void SendTo(int processId)
    {
        if (Send(processId, Number) != 0) throw new Win32Exception();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Send(int processId, int signal);
}
