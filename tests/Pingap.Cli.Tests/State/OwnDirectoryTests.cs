using System.Diagnostics;
using System.Runtime.Versioning;
using Pingap.Cli.State;

namespace Pingap.Cli.Tests.State;

[UnsupportedOSPlatform("windows")]
public sealed class OwnDirectoryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pingap-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_own_one_will_do() => OwnDirectory.Require(_folder.FullName);

    // Only root can give a directory away; for other users there is one that is root's.
    [Fact]
    public void Another_users_is_refused()
    {
        if (!OperatingSystem.IsLinux()) return;
        var path = "/proc";
        if (Environment.IsPrivilegedProcess)
        {
            path = _folder.CreateSubdirectory("given").FullName;
            using var chown = Process.Start("chown", ["65534", path]);
            chown.WaitForExit();
            Assert.Equal(0, chown.ExitCode);
        }

        var refused = Assert.Throws<IOException>(() => OwnDirectory.Require(path));

        Assert.Equal("it belongs to another user", refused.Message);
    }
}
