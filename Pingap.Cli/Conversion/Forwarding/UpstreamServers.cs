using System.Globalization;
using Pingap.Cli.Conversion.Findings;
using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion.Forwarding;

/// <summary>The <c>server</c> lines of an <c>upstream</c> block.</summary>
internal sealed class UpstreamServers
{
    private const int GreatestWeight = 65535;
    private readonly List<(string Address, int Weight)> _all = [];
    private readonly List<(string Address, int Weight)> _backups = [];
    private readonly FindingList _findings;
    private (string Failures, string Timeout)? _limits;

    private UpstreamServers(FindingList findings) => _findings = findings;

    /// <summary>The backends but for the backups, <c>host:port</c>, with their shares; 0 for one that is down.</summary>
    public IReadOnlyList<(string Address, int Weight)> All => _all;

    /// <summary>Those that stand in when all others fail, likewise.</summary>
    public IReadOnlyList<(string Address, int Weight)> Backups => _backups;

    /// <summary><c>max_fails</c>, where written and not 0.</summary>
    public int? MaxFailures =>
        _limits is { Failures.Length: > 0 } limits && int.TryParse(limits.Failures, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;

    /// <summary><c>fail_timeout</c>, 10 s unless written.</summary>
    public TimeSpan FailTimeout => _limits is { } limits && NginxUnits.TryTime(limits.Timeout, out var time) && time > TimeSpan.Zero ? time : TimeSpan.FromSeconds(10);

    /// <summary>Reads the lines.</summary>
    public static UpstreamServers Read(NginxDirective upstream, FindingList findings)
    {
        var servers = new UpstreamServers(findings);
        foreach (var line in upstream.Children.Where(line => line.Name == "server")) servers.Add(line);
        return servers;
    }

    private void Add(NginxDirective line)
    {
        var options = line.Args.Skip(1).ToList();
        if (!BackendText.TryWithPort(line.First, out var address, out var why))
        {
            _findings.NotConverted(line, $"{line.First}: {why}");
            return;
        }

        var weight = 1;
        if (Option("weight") is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) weight = Math.Clamp(number, 1, GreatestWeight);
        if (options.Contains("down")) weight = 0;
        if (Option("max_conns") is not (null or "0")) _findings.NotConverted(line, "max_conns: a limit of connections to a backend is not available yet");
        if (Option("slow_start") is not null) _findings.NotConverted(line, "slow_start is one setting of the whole upstream here; write it there");
        var limits = (Option("max_fails") ?? "", Option("fail_timeout") ?? "");
        if (limits is not ("", "") || _limits is not null)
        {
            if (_limits is { } before && before != limits) _findings.Note(line, "max_fails and fail_timeout are one for all backends here: those of the first that has them");
            _limits ??= limits;
        }

        if (options.Contains("backup")) Add(_backups, _all, address, weight, line);
        else Add(_all, _backups, address, weight, line);

        string? Option(string name) => options.FirstOrDefault(option => option.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
    }

    // An address stands once here: twice in one list it has the shares of both, in both lists it is what it was first.
    private void Add(List<(string Address, int Weight)> list, List<(string Address, int Weight)> others, string address, int weight, NginxDirective line)
    {
        if (others.Exists(other => other.Address == address))
        {
            _findings.NotConverted(line, $"{line.First} is a backend and a backup of the same upstream; it is what it was first");
            return;
        }

        var same = list.FindIndex(other => other.Address == address);
        if (same < 0) list.Add((address, weight));
        else list[same] = (address, Math.Min(GreatestWeight, list[same].Weight + weight));
    }
}
