using System.Diagnostics.CodeAnalysis;
using System.Net;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Control.Sources.Etcd;

/// <summary>Reads the text of an <see cref="EtcdAddress"/>.</summary>
/// <remarks>
/// Findings quote nothing: whoever forgets to write a password's &amp; as %26, or puts it before the host, finds parts of it where
/// endpoints and names of parameters stand.
/// </remarks>
public sealed class EtcdAddressText
{
    private const string Form = "etcd://host:2379/pingap";

    // enable_history and separation say how Pingap writes; whoever only reads takes what is there.
    private static readonly string[] Parameters =
        ["user", "password", "timeout", "connect_timeout", "ca", "cert", "key", "enable_history", "separation"];

    private readonly Func<string, string?> _variable;
    private readonly List<string> _wrong = [];
    private readonly Dictionary<string, string> _values = [];

    private EtcdAddressText(Func<string, string?> variable) => _variable = variable;

    /// <summary>Whether a text is meant as one, however wrong: it begins with <c>etcd:</c> or <c>etcds:</c>.</summary>
    public static bool IsMeantBy(string text) =>
        text.StartsWith("etcd:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("etcds:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads one. <c>$ENV:NAME</c> and <c>${NAME}</c> stand for variables of the environment.</summary>
    /// <param name="text">The text.</param>
    /// <param name="variable">The environment.</param>
    /// <param name="address">The address, when nothing is wrong.</param>
    /// <param name="wrong">All that is wrong and what would do; quotes nothing of the text, any part of which may be a slipped password.</param>
    public static bool TryParse(
        string text, Func<string, string?> variable, [NotNullWhen(true)] out EtcdAddress? address, out ValueList<string> wrong)
    {
        var reader = new EtcdAddressText(variable);
        address = reader.Read(text);
        wrong = reader._wrong.ToValueList();
        return address is not null;
    }

    private EtcdAddress? Read(string text)
    {
        var isTls = text.StartsWith("etcds://", StringComparison.OrdinalIgnoreCase);
        if (!isTls && !text.StartsWith("etcd://", StringComparison.OrdinalIgnoreCase))
        {
            _wrong.Add($"an address of etcd begins with etcd:// or, for TLS, with etcds://; write one such as {Form}");
            return null;
        }

        var (place, query) = Cut(text[(isTls ? 8 : 7)..], '?');
        if (place.Contains('@', StringComparison.Ordinal))
        {
            _wrong.Add($"user and password stand at the end; write {Form}?user=…&password=…");
            return null;
        }

        var (hosts, path) = Cut(place, '/');
        ReadParameters(query);
        var address = new EtcdAddress(
            ReadEndpoints(Expanded("the endpoints", hosts)),
            ReadPath(path),
            ReadUser(),
            ReadTls(isTls),
            ReadDuration("timeout", EtcdAddress.DefaultTimeout),
            ReadDuration("connect_timeout", EtcdAddress.DefaultConnectTimeout));
        return _wrong.Count == 0 ? address : null;
    }

    private ValueList<EtcdEndpoint> ReadEndpoints(string text)
    {
        var endpoints = new List<EtcdEndpoint>();
        var number = 0;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            number++;
            var endpoint = default(EtcdEndpoint);
            var finding = part.Length == 0 ? $"is missing; write one such as {Form}" : "";
            if (part.Length > 0 && HostAndPort.TrySplit(part, out var host, out var port, out finding))
            {
                endpoint = new EtcdEndpoint(host, port ?? EtcdEndpoint.DefaultPort);
                if (port == 0) finding = "has port 0; use 1 to 65535";
                else if (!IPAddress.TryParse(host, out _) && !HostAndPort.IsHostName(host)) finding = "has no host name and no IP address";
                else if (endpoints.Contains(endpoint)) finding = "is there twice";
            }

            if (finding.Length == 0) endpoints.Add(endpoint);
            else _wrong.Add($"endpoint {number} {finding}");
        }

        return endpoints.ToValueList();
    }

    private string ReadPath(string text)
    {
        var path = Expanded("the path", Uri.UnescapeDataString(text)).Trim('/');
        if (path.Length == 0) _wrong.Add($"it does not say below which path the configuration stands; write one such as {Form}");
        return "/" + path;
    }

    private void ReadParameters(string query)
    {
        if (query.Length == 0) return;
        var number = 0;
        foreach (var part in query.Split('&'))
        {
            number++;
            var (name, value) = Cut(part, '=');
            if (!Parameters.Contains(name))
            {
                var otherwise = $"known are {string.Join(", ", Parameters)}; write & inside a value as %26";
                _wrong.Add($"parameter {number} is unknown; {Nearest.Suggestion(name, Parameters, otherwise)}");
            }
            else if (!_values.TryAdd(name, Expanded(name, Uri.UnescapeDataString(value))))
            {
                _wrong.Add($"{name} is there twice");
            }
        }
    }

    private EtcdUser? ReadUser()
    {
        var (user, password) = (Value("user"), Value("password"));
        if (user is null && password is null) return null;
        if (user is null) _wrong.Add("there is a password and no user; add user=…");
        if (password is null) _wrong.Add("there is a user and no password; add password=…");
        return new EtcdUser(user ?? "", new Secret(password ?? ""));
    }

    private EtcdTls? ReadTls(bool isTls)
    {
        var tls = new EtcdTls(Value("ca"), Value("cert"), Value("key"));
        if (tls.CertificateFile is null != tls.KeyFile is null) _wrong.Add("cert and key go together; name both files");
        if (isTls) return tls;
        if (tls != new EtcdTls(null, null, null)) _wrong.Add("ca, cert and key are for TLS; begin with etcds://");
        return null;
    }

    private TimeSpan ReadDuration(string name, TimeSpan otherwise)
    {
        if (Value(name) is not { } text) return otherwise;
        if (!Duration.TryParse(text, out var value, out var finding)) _wrong.Add($"{name} {finding}");
        else if (value == TimeSpan.Zero) _wrong.Add($"{name} is 0; use more, such as 5s");
        return value;
    }

    private string? Value(string name) => _values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    private string Expanded(string what, string text)
    {
        var missing = new List<string>();
        var expanded = EnvironmentText.Expand(text, _variable, missing);
        if (missing.Count > 0)
            _wrong.Add($"{what}: a variable of the environment is named that is not set; set it, or write $$ where a dollar is meant");
        return expanded;
    }

    private static (string Before, string After) Cut(string text, char at)
    {
        var index = text.IndexOf(at, StringComparison.Ordinal);
        return index < 0 ? (text, "") : (text[..index], text[(index + 1)..]);
    }
}
