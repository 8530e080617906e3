using System.Collections;
using System.Globalization;

namespace Pingap.Actors.Tests.Configuration.Reading;

/// <summary>What the configuration says that nothing acts on yet is held in the model for whoever will.</summary>
public class HeldValuesTests
{
    [Theory]
    [InlineData("basic", "error_template = \"{\\\"e\\\": 1}\"", "ErrorTemplate", "{\"e\": 1}")]
    [InlineData("basic", "pid_file = \"/run/p.pid\"", "Process.PidFile", "/run/p.pid")]
    [InlineData("basic", "upgrade_sock = \"/tmp/u.sock\"", "Process.UpgradeSocket", "/tmp/u.sock")]
    [InlineData("basic", "user = \"www-data\"", "Process.User", "www-data")]
    [InlineData("basic", "group = \"1000\"", "Process.Group", "1000")]
    [InlineData("basic", "work_stealing = false", "Process.WorkStealing", "False")]
    [InlineData("basic", "listener_tasks_per_fd = 3", "Process.AcceptLoops", "3")]
    [InlineData("basic", "graceful_shutdown_timeout = \"7s\"", "Process.ShutdownTimeout", "00:00:07")]
    [InlineData("basic", "auto_restart_check_interval = \"2m\"", "Process.RestartCheckInterval", "00:02:00")]
    [InlineData("basic", "upstream_keepalive_pool_size = 64", "UpstreamPoolSize", "64")]
    [InlineData("basic", "webhook = \"https://h.example/x?key=1\"", "Webhook.Url.Value", "https://h.example/x?key=1")]
    [InlineData("basic", "webhook = \"\"", "Webhook.Url", "")]
    [InlineData("basic", "webhook_type = \"WeCom\"", "Webhook.Type", "WeCom")]
    [InlineData("basic", "webhook_type = \"dingtalk\"", "Webhook.Type", "DingTalk")]
    [InlineData("basic", "webhook_type = \"\"", "Webhook.Type", "Other")]
    [InlineData("basic", "webhook_notifications = [\"backend_status\", \"restart\", \"restart\"]", "Webhook.Notifications", "BackendStatus, Restart")]
    [InlineData("basic", "error_log = \"/var/log/e.log\"", "LogFiles.ErrorLog", "/var/log/e.log")]
    [InlineData("basic", "log_buffered_size = \"4kib\"", "LogFiles.BufferSize", "4096")]
    [InlineData("basic", "log_compress_algorithm = \"zstd\"", "LogFiles.Compression.Algorithm", "Zstd")]
    [InlineData("basic", "log_compress_level = 20", "LogFiles.Compression.Level", "20")]
    [InlineData("basic", "log_compress_days_ago = 7", "LogFiles.Compression.AfterDays", "7")]
    [InlineData("basic", "log_compress_time_point_hour = 23", "LogFiles.Compression.Hour", "23")]
    [InlineData("basic", "sentry = \"https://k@s.example/1\"", "Reporting.Sentry.Value", "https://k@s.example/1")]
    [InlineData("basic", "pyroscope = \"http://p.example:4040?app=x&tag:k=v\"", "Reporting.Pyroscope.Value", "http://p.example:4040?app=x&tag:k=v")]
    [InlineData("basic", "cache_directory = \"/var/cache\"", "Cache.Directory", "/var/cache")]
    [InlineData("basic", "cache_max_size = 1024", "Cache.MaxSize", "1024")]
    [InlineData("upstreams", "adaptive_min_in_flight = 2", "Capacity.Adaptive", "")]
    [InlineData("upstreams", "adaptive_concurrency = true", "Capacity.Adaptive.LeastInFlight", "4")]
    [InlineData("upstreams", "adaptive_concurrency = true\nadaptive_min_in_flight = 2", "Capacity.Adaptive.LeastInFlight", "2")]
    [InlineData("upstreams", "adaptive_concurrency = true\nadaptive_tolerance = 50", "Capacity.Adaptive.TolerancePercent", "50")]
    [InlineData("servers", "access_log = \"tiny\"", "AccessLog", "tiny")]
    [InlineData("servers", "threads = 0", "Threads", "0")]
    [InlineData("servers", "tls_cipher_list = \"ECDHE+AESGCM:!aNULL, AES128-SHA\"", "Ciphers.Rules", "ECDHE+AESGCM, !aNULL, AES128-SHA")]
    [InlineData("servers", "tls_ciphersuites = \"TLS_AES_256_GCM_SHA384\"", "Ciphers.Suites", "TLS_AES_256_GCM_SHA384")]
    [InlineData("servers", "tcp_idle = \"2m\"", "Sockets.KeepAlive.Idle", "00:02:00")]
    [InlineData("servers", "tcp_interval = \"30s\"", "Sockets.KeepAlive.Interval", "00:00:30")]
    [InlineData("servers", "tcp_probe_count = 16", "Sockets.KeepAlive.ProbeCount", "16")]
    [InlineData("servers", "tcp_user_timeout = \"1m\"", "Sockets.KeepAlive.UserTimeout", "00:01:00")]
    [InlineData("servers", "downstream_read_timeout = \"5s\"", "Timeouts.Read", "00:00:05")]
    [InlineData("servers", "downstream_write_timeout = \"6s\"", "Timeouts.Write", "00:00:06")]
    [InlineData("servers", "tcp_fastopen = 10", "Sockets.FastOpenBacklog", "10")]
    [InlineData("servers", "tcp_fast_open = 11", "Sockets.FastOpenBacklog", "11")]
    [InlineData("servers", "reuse_port = true", "Sockets.ReusePort", "True")]
    [InlineData("servers", "prometheus_metrics = \"/metrics\"", "Telemetry.Metrics.Path", "/metrics")]
    [InlineData("servers", "prometheus_metrics = \"http://g.example/job/$HOSTNAME?interval=60s\"", "Telemetry.Metrics.Url.Value", "http://g.example/job/$HOSTNAME?interval=60s")]
    [InlineData("servers", "otlp_exporter = \"http://o.example:4317/?timeout=3s&jaeger\"", "Telemetry.OtlpExporter.Value", "http://o.example:4317/?timeout=3s&jaeger")]
    [InlineData("servers", "modules = [\"grpc-web\"]", "GrpcWeb", "True")]
    [InlineData("servers", "modules = []", "GrpcWeb", "False")]
    [InlineData("servers", "enable_server_timing = true", "Telemetry.ServerTiming", "True")]
    [InlineData("servers", "remark = \"a note\"", "Remark", "a note")]
    [InlineData("upstreams", "discovery = \"dns\"", "Discovery.Kind", "Dns")]
    [InlineData("upstreams", "remark = \"nothing said\"", "Discovery.Kind", "Static")]
    [InlineData("upstreams", "addrs = [\"127.0.0.1\", \"api.example\"]", "Discovery.Kind", "Dns")]
    [InlineData("upstreams", "discovery = \"static\"\naddrs = [\"api.example\"]", "Discovery.Kind", "Static")]
    [InlineData("upstreams", "addrs = [\"localhost:1\"]", "Discovery.Kind", "Static")]
    [InlineData("upstreams", "discovery = \"docker\"\naddrs = [\"app=web:8080 2\", \"plain\"]", "Discovery.Containers", "app=web:8080, plain")]
    [InlineData("upstreams", "discovery = \"docker\"\naddrs = [\"a\"]\nsni = \"b.example\"", "Discovery.DefaultPort", "443")]
    [InlineData("upstreams", "discovery = \"docker\"\naddrs = [\"a\"]\ndocker_network = \"n\"", "Discovery.DockerNetwork", "n")]
    [InlineData("upstreams", "discovery = \"file\"\naddrs = [\"backends.txt\"]", "Discovery.Files", "backends.txt")]
    [InlineData("upstreams", "dns_server = \"10.0.0.53, [::1]:5353\"", "Discovery.Dns.Servers", "10.0.0.53:53, [::1]:5353")]
    [InlineData("upstreams", "dns_domain = \"Internal.example.\"", "Discovery.Dns.Domain", "internal.example")]
    [InlineData("upstreams", "dns_search = \"a.example,b.example\"", "Discovery.Dns.Search", "a.example, b.example")]
    [InlineData("upstreams", "update_frequency = \"2m\"", "Discovery.UpdateInterval", "00:02:00")]
    [InlineData("upstreams", "ipv4_only = true", "Discovery.Ipv4Only", "True")]
    [InlineData("upstreams", "enable_tracer = true", "Statistics.Connections", "True")]
    [InlineData("upstreams", "enable_backend_stats = false", "Statistics.Backends", "False")]
    [InlineData("upstreams", "max_h2_streams = 8", "MaxHttp2Streams", "8")]
    [InlineData("upstreams", "tcp_idle = \"2m\"", "Sockets.KeepAlive.Idle", "00:02:00")]
    [InlineData("upstreams", "tcp_interval = \"30s\"", "Sockets.KeepAlive.Interval", "00:00:30")]
    [InlineData("upstreams", "tcp_probe_count = 1", "Sockets.KeepAlive.ProbeCount", "1")]
    [InlineData("upstreams", "tcp_user_timeout = \"1m\"", "Sockets.KeepAlive.UserTimeout", "00:01:00")]
    [InlineData("upstreams", "tcp_recv_buf = \"64kib\"", "Sockets.ReceiveBuffer", "65536")]
    [InlineData("upstreams", "tcp_fast_open = true", "Sockets.FastOpen", "True")]
    [InlineData("upstreams", "remark = \"a note\"", "Remark", "a note")]
    [InlineData("locations", "max_processing = 9", "MaxProcessing", "9")]
    [InlineData("locations", "max_processing = 0", "MaxProcessing", "")]
    [InlineData("locations", "grpc_web = true", "GrpcWeb", "True")]
    [InlineData("locations", "remark = \"a note\"", "Remark", "a note")]
    [InlineData("certificates", "is_ca = false", "IsAuthority", "False")]
    [InlineData("certificates", "acme = \"lets_encrypt\"", "Acme.Authority", "LetsEncrypt")]
    [InlineData("certificates", "dns_challenge = true", "Acme.UsesDns", "True")]
    [InlineData("certificates", "dns_provider = \"ali\"", "Acme.DnsProvider", "Alibaba")]
    [InlineData("certificates", "dns_provider = \"aliyun\"", "Acme.DnsProvider", "Alibaba")]
    [InlineData("certificates", "dns_provider = \"cf\"", "Acme.DnsProvider", "Cloudflare")]
    [InlineData("certificates", "dns_provider = \"cloudflare\"", "Acme.DnsProvider", "Cloudflare")]
    [InlineData("certificates", "dns_provider = \"huawei\"", "Acme.DnsProvider", "Huawei")]
    [InlineData("certificates", "dns_provider = \"tencent\"", "Acme.DnsProvider", "Tencent")]
    [InlineData("certificates", "dns_provider = \"manual\"", "Acme.DnsProvider", "Manual")]
    [InlineData("certificates", "dns_service_url = \"https://d.example?token=$ENV:SECRET\"", "Acme.DnsServiceUrl.Value", "https://d.example?token=hunter2")]
    [InlineData("certificates", "buffer_days = 14", "BufferDays", "14")]
    [InlineData("certificates", "remark = \"a note\"", "Remark", "a note")]
    public void A_good_value_is_held(string section, string line, string property, string expected)
    {
        var reading = OneKey.Read(section, line);
        Assert.Empty(OneKey.Said(reading));
        Assert.Equal(expected, Shown(property.Split('.').Aggregate((object?)OneKey.Entity(reading.Config!, section), Property)));
    }

    [Fact]
    public void A_changed_setting_is_a_changed_entity() => Assert.NotEqual(
        OneKey.Entity(OneKey.Read("servers", "prometheus_metrics = \"http://a:b@g.example\"").Config!, "servers"),
        OneKey.Entity(OneKey.Read("servers", "prometheus_metrics = \"http://a:c@g.example\"").Config!, "servers"));

    private static object? Property(object? holder, string name) => holder!.GetType().GetProperty(name)!.GetValue(holder);

    private static string Shown(object? value) => value switch
    {
        string text => text,
        IEnumerable items => string.Join(", ", items.Cast<object>()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
