using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pingap.Measuring.Programs;
using Pingap.Testing.EndToEnd;

namespace Pingap.Benchmarks.Flapping;

/// <summary>A running HAProxy.</summary>
internal sealed class HaproxyProcess : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private HaproxyProcess(string program, string config)
    {
        _folder = Directory.CreateTempSubdirectory("pingap-haproxy-");
        var file = Path.Combine(_folder.FullName, "haproxy.cfg");
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $"{config}\n    bind 127.0.0.1:{EndPoint.Port}\n"));
        // In the foreground, so that it ends with its process.
        _process = Process.Start(new ProcessStartInfo(program, ["-db", "-q", "-f", file]))!;
    }

    /// <summary>Where the program is, or <c>null</c> if it is not installed.</summary>
    public static string? Program => InstalledProgram.Find("haproxy");

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; } = new(IPAddress.Loopback, FreePort.Next());

    /// <summary>Starts one; returns when it listens.</summary>
    /// <param name="program">The program.</param>
    /// <param name="config">A configuration that ends within the <c>listen</c> section that is to have an address.</param>
    /// <exception cref="InvalidOperationException">It has ended instead.</exception>
    public static async Task<HaproxyProcess> StartAsync(string program, string config)
    {
        var haproxy = new HaproxyProcess(program, config);
        while (!await haproxy.ListensAsync())
        {
            if (haproxy._process.HasExited) throw new InvalidOperationException("haproxy has ended");
            await Task.Delay(20);
        }

        return haproxy;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> ListensAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(EndPoint);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
