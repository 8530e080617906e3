using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Tests.Configuration.Reading;

namespace Pingap.Actors.Tests.Configuration.Schema;

/// <summary>The schema knows every key of both dialects, and all there is to know about each.</summary>
public class EveryReferenceKeyTests
{
    [Theory]
    [InlineData("basic", "name error_template pid_file error_log upgrade_sock user group threads work_stealing listener_tasks_per_fd grace_period " +
        "graceful_shutdown_timeout upstream_keepalive_pool_size trusted_proxies webhook webhook_type webhook_notifications log_level log_buffered_size " +
        "log_format_json sentry pyroscope auto_restart_check_interval log_compress_algorithm log_compress_level log_compress_days_ago " +
        "log_compress_time_point_hour cache_directory cache_max_size")]
    [InlineData("servers", "addr access_log locations threads tls_cipher_list tls_ciphersuites tls_min_version tls_max_version global_certificates enabled_h2 " +
        "tcp_idle tcp_interval tcp_user_timeout tcp_probe_count downstream_read_timeout downstream_write_timeout tcp_fastopen tcp_fast_open reuse_port " +
        "prometheus_metrics otlp_exporter includes modules enable_server_timing remark")]
    [InlineData("locations", "upstream path host match_headers match_query match_cookies proxy_set_headers proxy_add_headers rewrite weight plugins " +
        "client_max_body_size max_processing grpc_web enable_reverse_proxy_headers max_retries max_retry_window includes remark " +
        "path_type priority headers_add headers_remove headers_set")]
    [InlineData("upstreams", "addrs discovery dns_server dns_domain dns_search update_frequency algo sni verify_cert health_check ipv4_only enable_tracer " +
        "enable_backend_stats backend_failure_status_code backend_stats_interval circuit_break_max_consecutive_failures circuit_break_max_failure_percent " +
        "circuit_break_min_requests_threshold circuit_break_half_open_consecutive_success_threshold circuit_break_open_duration alpn max_h2_streams " +
        "connection_timeout total_connection_timeout read_timeout write_timeout idle_timeout tcp_idle tcp_interval tcp_user_timeout tcp_probe_count " +
        "tcp_recv_buf tcp_fast_open includes remark algorithm weights backups slow_start sticky_cookie sticky_ttl sticky_secret")]
    [InlineData("certificates", "domains tls_cert tls_key is_default is_ca acme dns_challenge dns_provider dns_service_url buffer_days remark")]
    public void Every_key_of_both_dialects_is_known(string section, string names) => Assert.Empty(
        names.Split(' ').Except(ConfigSchema.Sections.Single(known => known.Name == section).Keys.Select(key => key.Name)));

    [Fact]
    public void No_key_takes_anything_at_all() => Assert.Empty(Named(key => key.Kind is KeyKind.Any));

    [Fact]
    public void Every_number_has_a_range_and_a_unit() =>
        Assert.Empty(Named(key => key.Kind is KeyKind.Number or KeyKind.NumberList && (key.Minimum is null || key.Maximum is null || key.Unit is null)));

    [Fact]
    public void Every_key_has_an_example() => Assert.Empty(OneKey.All.Where(pair => pair.Key.WrittenExample is null).Select(pair => pair.Key.Name));

    [Theory]
    [InlineData("basic", "webhook sentry pyroscope")]
    [InlineData("servers", "prometheus_metrics otlp_exporter")]
    [InlineData("certificates", "tls_key dns_service_url")]
    [InlineData("upstreams", "sticky_secret")]
    public void What_may_hold_credentials_is_secret_and_nothing_else(string section, string names) => Assert.Equal(
        names.Split(' ').Order(), ConfigSchema.Sections.Single(known => known.Name == section).Keys.Where(key => key.IsSecret).Select(key => key.Name).Order());

    private static IEnumerable<string> Named(Func<KeyDefinition, bool> isWrong) =>
        ConfigSchema.Sections.SelectMany(section => section.Keys.Where(isWrong).Select(key => $"{section.Name}.{key.Name}"));
}
