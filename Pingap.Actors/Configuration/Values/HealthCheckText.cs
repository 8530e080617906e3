using System.Globalization;
using System.Net;

namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads the URL of <c>health_check</c>.</summary>
internal sealed class HealthCheckText
{
    private readonly List<string> _wrong = [];
    private HealthCheckConfig _check = HealthCheckConfig.Default;
    private bool _isTls;

    private HealthCheckText()
    {
    }

    /// <summary>Reads a URL. Parameters that mean something to the probe are taken out of its query, others stay.</summary>
    /// <param name="text">The URL.</param>
    /// <param name="wrong">Receives what is wrong, and what would do; nothing of the URL is repeated, it may hold credentials.</param>
    public static HealthCheckConfig Parse(string text, ICollection<string> wrong)
    {
        var reader = new HealthCheckText();
        reader.Read(text.Trim());
        foreach (var message in reader._wrong) wrong.Add(message);
        return reader._check;
    }

    private void Read(string text)
    {
        var colon = text.IndexOf("://", StringComparison.Ordinal);
        var scheme = colon < 0 ? "" : text[..colon].ToLowerInvariant();
        if (scheme is not ("tcp" or "http" or "https" or "grpc" or "grpcs"))
        {
            _wrong.Add("not a URL of a health check; write one such as http://backend/health or tcp://backend");
            return;
        }

        var rest = text[(colon + 3)..];
        var hash = rest.IndexOf('#', StringComparison.Ordinal);
        if (hash >= 0) rest = rest[..hash];
        var end = rest.AsSpan().IndexOfAny('/', '?');
        var authority = end < 0 ? rest : rest[..end];
        var target = end < 0 ? "/" : rest[end] is '?' ? "/" + rest[end..] : rest[end..];
        var host = Host(authority);
        var pathAndQuery = Target(target);
        _check = scheme switch
        {
            "http" => _check with { Kind = HealthCheckKind.Http, Host = host, PathAndQuery = pathAndQuery },
            "https" => _check with { Kind = HealthCheckKind.Https, Host = host, PathAndQuery = pathAndQuery },
            "grpc" or "grpcs" => _check with { Kind = _isTls || scheme is "grpcs" ? HealthCheckKind.Grpcs : HealthCheckKind.Grpc, Host = host },
            _ => _check,
        };
    }

    /// <summary>The name to send. An address names no virtual host: each backend is asked by its own.</summary>
    private string Host(string authority)
    {
        if (authority.Contains('@', StringComparison.Ordinal))
        {
            _wrong.Add("credentials in a health check are not supported; leave them out");
            return "";
        }

        if (!HostAndPort.TrySplit(authority, out var host, out _, out _) || (host.Length > 0 && !IPAddress.TryParse(host, out _) && !HostAndPort.IsHostName(host)))
        {
            _wrong.Add("the host of the health check is not a name or address; write one such as http://backend/health");
            return "";
        }

        return IPAddress.TryParse(host, out _) ? "" : host.ToLowerInvariant();
    }

    private string Target(string target)
    {
        foreach (var c in target)
        {
            if (c is > ' ' and <= '~') continue;
            _wrong.Add("the path of the health check has a character that URLs cannot have; write it as %XX");
            return "/";
        }

        var question = target.IndexOf('?', StringComparison.Ordinal);
        if (question < 0) return target;
        var kept = new List<string>();
        foreach (var parameter in target[(question + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? parameter : parameter[..equals];
            if (!TakeParameter(name, equals < 0 ? null : Uri.UnescapeDataString(parameter[(equals + 1)..]))) kept.Add(parameter);
        }

        return kept.Count == 0 ? target[..question] : $"{target[..question]}?{string.Join('&', kept)}";
    }

    private bool TakeParameter(string name, string? given)
    {
        var value = given ?? "";
        switch (name)
        {
            case "connection_timeout": _check = _check with { ConnectTimeout = Time(name, value, _check.ConnectTimeout) }; return true;
            case "read_timeout": _check = _check with { ReadTimeout = Time(name, value, _check.ReadTimeout) }; return true;
            case "check_frequency": _check = _check with { Interval = Time(name, value, _check.Interval) }; return true;
            case "check_frequency_down": _check = _check with { DownInterval = Time(name, value, _check.Interval) }; return true;
            case "success": _check = _check with { HealthyAfter = Count(name, value, _check.HealthyAfter) }; return true;
            case "failure": _check = _check with { UnhealthyAfter = Count(name, value, _check.UnhealthyAfter) }; return true;
            case "expect":
                if (StatusRanges.TryParse(value, out var expected, out var wrong)) _check = _check with { Expect = expected };
                else _wrong.Add($"{name} {wrong}");
                return true;
            case "expect_body":
                if (value.Length > 0) _check = _check with { ExpectBody = value };
                else _wrong.Add("expect_body is empty; write what the body contains, such as expect_body=ok");
                return true;
            case "service": _check = _check with { Service = value }; return true;
            case "reuse": _check = _check with { IsConnectionKept = Flag(name, given) }; return true;
            case "tls": _isTls = Flag(name, given); return true;
            // Each backend has a prober of its own, so that they are probed in parallel whatever Pingap would do.
            case "parallel": Flag(name, given); return true;
            default: return false;
        }
    }

    private TimeSpan Time(string name, string value, TimeSpan otherwise)
    {
        if (!Duration.TryParse(value, out var time, out var wrong)) _wrong.Add($"{name} {wrong}");
        else if (time < TimeSpan.FromMilliseconds(1)) _wrong.Add($"{name} is shorter than a millisecond; use 1ms or more");
        else return time;
        return otherwise;
    }

    /// <summary>Being there is enough. Pingap takes any value for yes, <c>false</c> too.</summary>
    private bool Flag(string name, string? value)
    {
        if (value is not (null or "" or "true" or "false")) _wrong.Add($"{name} is neither true nor false; write {name} alone for yes, or leave it out");
        return value is not "false";
    }

    private int Count(string name, string value, int otherwise)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 1000) return count;
        _wrong.Add($"{name} is not an integer from 1 to 1000");
        return otherwise;
    }
}
