using System.Globalization;
using System.Text;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;

namespace Pingap.Benchmarks.Given;

/// <summary>
/// A configuration of 1,000 locations of all kinds and 300 upstreams with two backends each, and its edits: each changes three locations and
/// one upstream, and takes back what the one before has changed.
/// </summary>
/// <param name="backends">What the upstreams' backends are taken from, <c>host:port</c>; at least two.</param>
public sealed class LargeConfig(IReadOnlyList<string> backends)
{
    /// <summary>How many locations there are.</summary>
    public const int Locations = 1000;

    /// <summary>How many upstreams there are.</summary>
    public const int Upstreams = 300;

    /// <summary>One whose backends exist only by name, for benchmarks that send nothing.</summary>
    public static LargeConfig Unreachable { get; } = new(["127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3", "127.0.0.1:4"]);

    /// <summary>The text after an edit, counted from 1; 0 is the text that nobody has edited.</summary>
    public string Text(int edit)
    {
        var text = new StringBuilder();
        for (var i = 0; i < Upstreams; i++) AppendUpstream(text, i, edit > 0 && edit * 13 % Upstreams == i ? edit : 0);
        for (var i = 0; i < Locations; i++) AppendLocation(text, i, IsEdited(i, edit) ? edit : 0);
        text.Append("[servers.main]\naddr = \"127.0.0.1:0\"\nlocations = [");
        for (var i = 0; i < Locations; i++) text.Append(CultureInfo.InvariantCulture, $"\"location-{i}\", ");
        return text.Append("]\n").ToString();
    }

    /// <summary>The text after an edit, read.</summary>
    public ConfigReading Read(int edit)
    {
        var reading = ConfigReader.Read([new ConfigDocument("large.toml", Text(edit))], ConfigEnvironment.System);
        return reading.Config is not null ? reading : throw new InvalidDataException(string.Join('\n', reading.Problems));
    }

    /// <summary>A request that the location takes: the target, and the Host field.</summary>
    public static (string Target, string Host) RequestOf(int location) => (location % 10) switch
    {
        5 or 6 => ($"/exact/{location}/status", "any.example.com"),
        7 => ($"/r{location}/42/orders", $"r{location % 200 / 10}.example.com"),
        8 => ($"/v{location}/items/blue-pen", "any.example.com"),
        4 => ($"/shop{location}/cart", $"h{location}.example.com"),
        9 => ($"/w{location}/page", $"www.w{location % 500}.example.com"),
        _ => ($"/service{location}/users/7?full=1", "any.example.com"),
    };

    private static bool IsEdited(int location, int edit) =>
        edit > 0 && (edit * 37 % Locations == location || ((edit * 37) + 311) % Locations == location || ((edit * 37) + 617) % Locations == location);

    private void AppendUpstream(StringBuilder text, int i, int edit)
    {
        var (first, second) = (backends[i % backends.Count], backends[(i + 1) % backends.Count]);
        text.Append(CultureInfo.InvariantCulture, $"""
            [upstreams.upstream-{i}]
            addrs = ["{first}", "{second}"]
            weights = [{1 + (edit % 5)}, 1]
            algorithm = "{(i % 3) switch { 0 => "least_conn", 1 => "ip_hash", _ => "round_robin" }}"
            connection_timeout = "3s"
            read_timeout = "{(edit > 0 && edit % 4 == 0 ? 40 : 30)}s"
            idle_timeout = "60s"
            circuit_break_max_consecutive_failures = 5
            {(i % 2 == 0 ? $"health_check = \"http://{first}/health?check_frequency=10s&success=1&failure=2\"" : "")}


            """);
    }

    private static void AppendLocation(StringBuilder text, int i, int edit)
    {
        text.Append(CultureInfo.InvariantCulture, $"[locations.location-{i}]\nupstream = \"upstream-{i % Upstreams}\"\n");
        text.Append((i % 10) switch
        {
            5 or 6 => $"path = \"=/exact/{i}/status\"\nmatch_methods = [\"GET\", \"HEAD\"]\n",
            7 => $"path = '~^/r{i}/(?<id>[0-9]+)/(.*)$'\nhost = \"r{i % 200 / 10}.example.com\"\nrewrite = '^/r{i}/[0-9]+/(.*)$ /$1'\n",
            8 => $"path = '~^/v{i}/items/[a-z0-9-]+$'\n",
            4 => $"path = \"/shop{i}\"\nhost = \"h{i}.example.com, shop{i}.example.net\"\n",
            9 => $"path = \"/w{i}\"\nhost = \"*.w{i % 500}.example.com\"\nclient_max_body_size = \"10mb\"\n",
            _ => $"path = \"/service{i}\"\nrewrite = \"/\"\n",
        });
        text.Append(CultureInfo.InvariantCulture, $$"""
            headers_add = ["X-Served-By: pingap", "X-Edit: {{edit}}"]
            headers_remove = ["Server"]
            headers_set = { X-Frame-Options = "DENY" }
            proxy_set_headers = { X-Client = "$remote_addr", X-Location = "location-{{i}}" }


            """);
    }
}
