using System.Collections.Frozen;
using Pingap.Cli.Conversion.Findings;

namespace Pingap.Cli.Conversion.Listing;

/// <summary>nginx's directives that are not converted one by one: those that mean nothing here, and those that are told of.</summary>
internal static class KnownDirectives
{
    /// <summary>Directives that other parts of the conversion read, and tell of where they must.</summary>
    public static readonly FrozenSet<string> Read = Words("""
        http server location upstream listen server_name proxy_pass grpc_pass rewrite proxy_set_header grpc_set_header add_header proxy_hide_header
        grpc_hide_header client_max_body_size proxy_connect_timeout proxy_read_timeout proxy_send_timeout grpc_connect_timeout grpc_read_timeout
        grpc_send_timeout proxy_next_upstream proxy_next_upstream_tries proxy_next_upstream_timeout grpc_next_upstream proxy_ssl_name proxy_ssl_verify
        grpc_ssl_name grpc_ssl_verify proxy_redirect ssl ssl_certificate ssl_certificate_key ssl_protocols http2 set_real_ip_from internal
        """);

    /// <summary>Directives that lose nothing by being left out: the proxy streams, keeps connections and passes upgrades of its own accord.</summary>
    public static readonly FrozenSet<string> Silent = Words("""
        events worker_processes worker_connections worker_rlimit_nofile worker_cpu_affinity worker_priority worker_shutdown_timeout multi_accept use
        accept_mutex daemon master_process lock_file pcre_jit thread_pool timer_resolution env load_module
        sendfile sendfile_max_chunk tcp_nopush tcp_nodelay aio directio output_buffers postpone_output types default_type types_hash_max_size
        types_hash_bucket_size server_names_hash_bucket_size server_names_hash_max_size variables_hash_max_size variables_hash_bucket_size
        map_hash_max_size map_hash_bucket_size proxy_headers_hash_max_size proxy_headers_hash_bucket_size server_tokens server_name_in_redirect
        port_in_redirect absolute_redirect reset_timedout_connection charset charset_types override_charset source_charset
        keepalive_timeout keepalive_requests keepalive_time keepalive_disable client_body_buffer_size client_header_buffer_size
        large_client_header_buffers client_body_temp_path client_body_in_file_only client_body_in_single_buffer connection_pool_size request_pool_size
        lingering_close lingering_time lingering_timeout if_modified_since etag log_not_found log_subrequest open_file_cache open_file_cache_valid
        open_file_cache_min_uses open_file_cache_errors
        proxy_buffering proxy_buffer_size proxy_buffers proxy_busy_buffers_size proxy_max_temp_file_size proxy_temp_path
        proxy_temp_file_write_size proxy_request_buffering proxy_http_version proxy_socket_keepalive proxy_pass_header
        grpc_buffer_size grpc_socket_keepalive grpc_pass_header chunked_transfer_encoding
        ssl_session_cache ssl_session_timeout ssl_session_tickets ssl_session_ticket_key ssl_prefer_server_ciphers ssl_buffer_size
        ssl_dhparam ssl_ecdh_curve proxy_ssl_server_name proxy_ssl_session_reuse grpc_ssl_server_name grpc_ssl_session_reuse
        http2_max_concurrent_streams http2_chunk_size http2_idle_timeout http2_recv_timeout http2_max_requests http2_body_preread_size
        gzip_vary gzip_proxied gzip_comp_level gzip_buffers gzip_http_version gzip_min_length gzip_types gzip_disable brotli_comp_level brotli_types
        index fastcgi_param fastcgi_index fastcgi_split_path_info fastcgi_buffers fastcgi_buffer_size fastcgi_read_timeout uwsgi_param scgi_param
        auth_basic_user_file proxy_cache_path proxy_cache_key proxy_cache_valid proxy_cache_lock proxy_cache_use_stale proxy_cache_methods
        proxy_cache_min_uses proxy_cache_bypass proxy_no_cache proxy_cache_background_update proxy_cache_revalidate proxy_cache_lock_timeout
        proxy_cache_lock_age limit_req_zone limit_conn_zone limit_req_status limit_conn_status limit_req_log_level limit_conn_log_level
        limit_rate_after real_ip_recursive break
        """);

    private const string Limits = "limits are not available yet; nothing holds clients back here until you add one";
    /// <summary>What becomes of locations that are guarded.</summary>
    public const string Guards = "what it guards answers 404 until it is guarded in another way";
    private const string OwnLog = "the proxy writes a log of its own to standard output";
    private const string Platform = "the platform's own settings are used";
    private const string Files = "serving files is not available yet";

    /// <summary>What is told of other directives.</summary>
    public static readonly FrozenDictionary<string, Treatment> Told = new (FindingKind Kind, string Names, string Message)[]
    {
        (FindingKind.Security, "auth_basic auth_request auth_jwt auth_digest auth_pam auth_gss auth_ldap auth_oidc secure_link", Guards),
        (FindingKind.Security, "limit_except", $"what methods are refused depends on it; {Guards}"),
        (FindingKind.Security, "limit_req limit_conn limit_rate", Limits),
        (FindingKind.Security, "ssl_verify_client ssl_client_certificate", $"client certificates are not asked for; with ssl_verify_client on, {Guards}"),
        (FindingKind.Security, "ssl_crl ssl_reject_handshake", "not available; names without a certificate get the default one, if there is one"),
        (FindingKind.Security, "valid_referers", "not available; nothing is refused by where it was linked"),
        (FindingKind.Security, "modsecurity modsecurity_rules modsecurity_rules_file", "a firewall for requests is not available"),
        (FindingKind.Security, "satisfy", "access rules are not available; what they guard answers 404"),
        (FindingKind.Security, "auth_request_set auth_jwt_key_file auth_jwt_key_request auth_jwt_key_cache auth_jwt_leeway auth_jwt_type auth_jwt_header_set auth_jwt_claim_set auth_delay",
            "it belongs to a guard, which is not available"),
        (FindingKind.NotConverted, "ssl_verify_depth proxy_ssl_verify_depth grpc_ssl_verify_depth proxy_ssl_crl grpc_ssl_crl", Platform),
        (FindingKind.Note, "access_log log_format error_log open_log_file_cache", OwnLog),
        (FindingKind.Note, "user pid", "whoever starts the proxy decides that"),
        (FindingKind.Note, "resolver resolver_timeout", "names of backends are resolved by the system, whenever a connection is made"),
        (FindingKind.Note, "ssl_stapling ssl_stapling_verify ssl_stapling_file ssl_trusted_certificate ssl_early_data", Platform),
        (FindingKind.NotConverted, "ssl_ciphers ssl_conf_command proxy_ssl_ciphers proxy_ssl_protocols", Platform),
        (FindingKind.NotConverted, "ssl_password_file", "the key must be one without a passphrase"),
        (FindingKind.NotConverted, "proxy_ssl_certificate proxy_ssl_certificate_key grpc_ssl_certificate grpc_ssl_certificate_key",
            "client certificates towards backends are not available"),
        (FindingKind.NotConverted, "proxy_ssl_trusted_certificate grpc_ssl_trusted_certificate", "backends' certificates are verified by the system's authorities; add this one there"),
        (FindingKind.NotConverted, "root alias autoindex autoindex_exact_size autoindex_localtime", Files),
        (FindingKind.NotConverted, "try_files", $"{Files}; requests go where its last argument names a location, else they are answered with 404"),
        (FindingKind.NotConverted, "fastcgi_pass uwsgi_pass scgi_pass memcached_pass", "only HTTP and gRPC backends are available; put an HTTP server before it"),
        (FindingKind.NotConverted, "gzip gzip_static gunzip brotli brotli_static", "compression is not available yet; backends may compress themselves"),
        (FindingKind.NotConverted, "error_page recursive_error_pages proxy_intercept_errors", "error pages are the backends' and the proxy's own"),
        (FindingKind.NotConverted, "proxy_cache", "caching is not available yet"),
        (FindingKind.NotConverted, "proxy_store proxy_store_access slice", "storing answers is not available"),
        (FindingKind.NotConverted, "proxy_cookie_domain proxy_cookie_path proxy_cookie_flags", "cookies are passed on as they are"),
        (FindingKind.NotConverted, "proxy_ignore_headers", "X-Accel-… fields of answers mean nothing here"),
        (FindingKind.NotConverted, "proxy_method proxy_set_body", "the request is passed on as it is"),
        (FindingKind.NotConverted, "proxy_bind proxy_limit_rate", "not available"),
        (FindingKind.NotConverted, "client_body_timeout client_header_timeout send_timeout", "the proxy's own limits hold for slow clients"),
        (FindingKind.NotConverted, "expires", "fields computed from the time are not available; headers_set can write a fixed Cache-Control"),
        (FindingKind.NotConverted, "add_trailer", "trailers are passed on, but not added"),
        (FindingKind.NotConverted, "sub_filter sub_filter_once sub_filter_types addition_types add_before_body add_after_body xslt_stylesheet ssi image_filter",
            "bodies are passed on as they are"),
        (FindingKind.NotConverted, "set map geo split_clients geoip_country geoip_city geoip2 perl_set js_set js_import userid", "variables of your own are not available"),
        (FindingKind.NotConverted, "mirror mirror_request_body", "mirroring requests is not available"),
        (FindingKind.NotConverted, "stub_status status api", "the proxy's own state is shown elsewhere"),
        (FindingKind.NotConverted, "stream mail", "only HTTP is proxied"),
        (FindingKind.NotConverted, "real_ip_header", "clients' addresses are read from X-Forwarded-For and Forwarded only"),
        (FindingKind.NotConverted, "http3 quic_retry quic_gso", "HTTP/3 is not available yet"),
        (FindingKind.NotConverted, "underscores_in_headers ignore_invalid_headers", "valid fields are passed on, those with underscores too; others are refused"),
    }.SelectMany(row => Words(row.Names).Select(name => (name, new Treatment(row.Kind, row.Message)))).ToFrozenDictionary(row => row.name, row => row.Item2);

    /// <summary>Directives of which <c>off</c> is the unusual value.</summary>
    public static readonly FrozenDictionary<string, Treatment> OffTold = new Dictionary<string, Treatment>
    {
        ["proxy_pass_request_headers"] = new(FindingKind.NotConverted, "the client's fields are passed on"),
        ["proxy_pass_request_body"] = new(FindingKind.NotConverted, "the client's body is passed on"),
        ["merge_slashes"] = new(FindingKind.Note, "slashes are never merged here"),
    }.ToFrozenDictionary();

    private static FrozenSet<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
