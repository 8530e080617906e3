namespace Pingap.Actors.Tests.Configuration.Reading;

/// <summary>One case for each kind of problem: the text, and every line that is said of it.</summary>
public class ConfigProblemsTests
{
    [Theory]
    [InlineData("[upstream.x]", "p.toml:1:2: error: upstream: unknown section; did you mean upstreams?")]
    [InlineData("[wholly_unknown]", "p.toml:1:2: error: wholly_unknown: unknown section; remove it")]
    [InlineData("upstreams = 3", "p.toml:1:1: error: upstreams: is an integer; write a table [upstreams.NAME]")]
    [InlineData("[[locations]]\nupstream = \"backend\"", "p.toml:1:3: error: locations: is an array; write a table [locations.NAME]")]
    [InlineData("[servers]\naddr = \":80\"", "p.toml:2:1: error: servers.addr: is a string; write a table [servers.NAME] with settings")]
    [InlineData("[upstreams.\"\"]", "p.toml:1:12: error: upstreams.\"\": has no name; give it one")]
    [InlineData("[basic]\nnaem = \"x\"", "p.toml:2:1: error: basic.naem: unknown key; did you mean name?")]
    [InlineData("[basic]\nxyzzy = \"x\"", "p.toml:2:1: error: basic.xyzzy: unknown key; remove it")]
    [InlineData("[basic]\n\"a\\nb\" = \"x\"", "p.toml:2:1: error: basic.\"a\\u000Ab\": unknown key; remove it")]
    [InlineData("[basic]\nerror_template = \"x\"", "p.toml:2:1: warning: basic.error_template: is understood but not acted on yet")]
    [InlineData("[basic]\nname = 3", "p.toml:2:8: error: basic.name: is an integer; write a string")]
    [InlineData("[basic]\nthreads = \"4\"", "p.toml:2:11: error: basic.threads: is a string; write an integer")]
    [InlineData("[basic]\nthreads = 1.5", "p.toml:2:11: error: basic.threads: is a fraction; write an integer")]
    [InlineData("[basic]\nthreads = -1", "p.toml:2:11: error: basic.threads: is -1; use 0 to 1024")]
    [InlineData("[basic]\nlog_format_json = \"yes\"", "p.toml:2:19: error: basic.log_format_json: is a string; write true or false")]
    [InlineData("[basic]\ngrace_period = 30", "p.toml:2:16: error: basic.grace_period: is an integer; write a duration in quotes, such as \"10s\"")]
    [InlineData("[basic]\ngrace_period = \"soon\"", "p.toml:2:16: error: basic.grace_period: 'soon' is not a duration; write one such as 10s, 1m30s or 500ms")]
    [InlineData("[basic]\ngrace_period = \"60d\"", "p.toml:2:16: error: basic.grace_period: '60d' is too long; use at most 24d")]
    [InlineData("[basic]\nlog_level = \"loud\"", "p.toml:2:13: error: basic.log_level: 'loud' is not a log level; use trace, debug, info, warn or error")]
    [InlineData("[basic]\ntrusted_proxies = [\"::1\", \"10.0.0.0/40\"]", "p.toml:2:27: error: basic.trusted_proxies[1]: '10.0.0.0/40' has a prefix that is not a number from 0 to 32")]
    [InlineData("[basic]\ntrusted_proxies = [7]", "p.toml:2:20: error: basic.trusted_proxies[0]: is an integer; write a string")]
    [InlineData("[basic]\nname = \"${NOT_SET}\"", "p.toml:2:8: error: basic.name: the environment has no variable NOT_SET; set it, or write the value itself")]
    [InlineData("[basic]\ngrace_period = \"$ENV:NOT_SET\"", "p.toml:2:16: error: basic.grace_period: the environment has no variable NOT_SET; set it, or write the value itself")]
    [InlineData("[basic]\nname = \"a $ENV:NOT_SET b\"", "p.toml:2:8: error: basic.name: the environment has no variable NOT_SET; set it, or write the value itself")]
    [InlineData("[plugins.x]\ncategory = \"mock\"", "p.toml:1:10: warning: plugins.x: is understood but not acted on yet")]
    [InlineData("[storages.x]\nvalue = \"v\"", "p.toml:1:11: error: storages.x: category is missing; add category = \"config\"")]
    public void Problems_of_sections_and_basic(string toml, string line) => Says(toml + "\n[servers.s]\naddr = \":0\"", line);

    [Theory]
    [InlineData("locations = [\"a\"]", "p.toml:1:10: error: servers.s: addr is missing; add addr = \"127.0.0.1:8080\"")]
    [InlineData("addr = \"\"", "p.toml:2:8: error: servers.s.addr: is empty; write an address such as \"127.0.0.1:8080\"")]
    [InlineData("addr = \":0, 127.0.0.1\"", "p.toml:2:8: error: servers.s.addr: '127.0.0.1' has no port; write it as 127.0.0.1:8080")]
    [InlineData("addr = \":7001,127.0.0.1:7001\"", "p.toml:2:8: error: servers.s.addr: 127.0.0.1:7001 overlaps 0.0.0.0:7001, by servers.s.addr at p.toml:2:8; use another port")]
    [InlineData("addr = \"unix:/run/x.sock,unix:/run//x.sock\"", "p.toml:2:8: error: servers.s.addr: unix:/run/x.sock is already listened on, by servers.s.addr at p.toml:2:8; use another one")]
    [InlineData("addr = \"fd:http, fd:http\"", "p.toml:2:8: error: servers.s.addr: fd:http is already listened on, by servers.s.addr at p.toml:2:8; use another one")]
    [InlineData("addr = \"unix:/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789/12345678\"", "p.toml:2:8: error: servers.s.addr: 'unix:/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789/12345678' is longer than the 107 bytes that a socket's path may have; use a shorter one")]
    [InlineData("addr = \"unix:/run/x.sock\"\nsocket_mode = \"rw\"", "p.toml:3:15: error: servers.s.socket_mode: 'rw' is not a mode in octal digits; write one such as 0660")]
    [InlineData("addr = \":0\"\nlocations = [\"b\"]", "p.toml:3:14: error: servers.s.locations[0]: there is no location 'b'; did you mean a?")]
    [InlineData("addr = \":0\"\nlocations = [\"a\", \"a\"]", "p.toml:3:19: warning: servers.s.locations[1]: 'a' is in this list already; remove one of them")]
    [InlineData("addr = \":0\"\ntls_min_version = \"tlsv1.1\"", "p.toml:3:19: error: servers.s.tls_min_version: 'tlsv1.1' is not safe any more (RFC 8996); use tlsv1.2 or tlsv1.3")]
    [InlineData("addr = \":0\"\ntls_max_version = \"ssl3\"", "p.toml:3:19: error: servers.s.tls_max_version: 'ssl3' is not a TLS version; use tlsv1.2 or tlsv1.3")]
    [InlineData("addr = \":0\"\ntls_min_version = \"TLS1.3\"\ntls_max_version = \"1.2\"", "p.toml:3:19: error: servers.s.tls_min_version: is newer than tls_max_version; no client could connect")]
    [InlineData("addr = \":0\"\nglobal_certificates = true", "p.toml:3:23: error: servers.s.global_certificates: asks for TLS, but there is no certificate; add a table [certificates.NAME] with tls_cert and tls_key")]
    [InlineData("addr = \":0\"\nincludes = [\"x\"]", "p.toml:3:13: error: servers.s.includes[0]: there is no storage 'x'; add a table [storages.NAME] of that name")]
    [InlineData("addr = \":0\"\naccess_log = \"tiny\"", "p.toml:3:1: warning: servers.s.access_log: is understood but not acted on yet")]
    public void Problems_of_servers(string keys, string line) =>
        Says($"[servers.s]\n{keys}\n[upstreams.u]\naddrs = [\"u\"]\n[locations.a]\nupstream = \"u\"\n[servers.other]\naddr = \":0\"\nlocations = [\"a\"]", line);

    [Theory]
    [InlineData("", "p.toml:1:12: error: upstreams.u: addrs is missing; add addrs = [\"127.0.0.1:8001\"]")]
    [InlineData("addrs = []", "p.toml:2:9: error: upstreams.u.addrs: is empty; write at least one backend, such as [\"127.0.0.1:8001\"]")]
    [InlineData("addrs = \"a:1\"", "p.toml:2:9: error: upstreams.u.addrs: is a string; write an array of strings, such as [\"127.0.0.1:8001\"]")]
    [InlineData("addrs = [\"a\", 3]", "p.toml:2:15: error: upstreams.u.addrs[1]: is an integer; write a string")]
    [InlineData("addrs = [\"a\", \"b -2\"]", "p.toml:2:15: error: upstreams.u.addrs[1]: weight is -2; use 0 or more")]
    [InlineData("addrs = [\"a:99999\"]", "p.toml:2:10: error: upstreams.u.addrs[0]: 'a:99999' has a port that is not a number from 0 to 65535")]
    [InlineData("addrs = [\"http://a\"]", "p.toml:2:10: error: upstreams.u.addrs[0]: 'http://a' is no address: an address has no scheme and no user; write host:port")]
    [InlineData("addrs = [\"a\", \"A:80\"]", "p.toml:2:15: error: upstreams.u.addrs[1]: 'A:80' is the same backend as upstreams.u.addrs[0]; remove one of them")]
    [InlineData("addrs = [\"a 0\", \"b 0\"]", "p.toml:2:9: error: upstreams.u.addrs: all weights are 0; give at least one backend a weight of 1 or more")]
    [InlineData("addrs = [\"a\"]\nweights = [0]", "p.toml:3:11: error: upstreams.u.weights: all weights are 0; give at least one backend a weight of 1 or more")]
    [InlineData("addrs = [\"a\", \"b\"]\nweights = [1]", "p.toml:3:11: error: upstreams.u.weights: has 1 items for 2 addrs; write one weight for each")]
    [InlineData("addrs = [\"a\", \"b\"]\nweights = [1, -2]", "p.toml:3:15: error: upstreams.u.weights[1]: is -2; use 0 to 65535")]
    [InlineData("addrs = [\"a\", \"b\"]\nweights = [1, \"x\"]", "p.toml:3:15: error: upstreams.u.weights[1]: is a string; write an integer")]
    [InlineData("addrs = [\"a 3\"]\nweights = [1]", "p.toml:2:10: error: upstreams.u.addrs[0]: has a weight, which sets the same as weights at p.toml:3:1; keep one of them")]
    [InlineData("addrs = [\"a\"]\nalgorithm = \"ip_hash\"\nalgo = \"hash:ip\"", "p.toml:4:1: error: upstreams.u.algo: sets the same as algorithm at p.toml:3:1; keep one of them")]
    [InlineData("addrs = [\"a\"]\nalgorithm = \"least_con\"", "p.toml:3:13: error: upstreams.u.algorithm: 'least_con' is not an algorithm; did you mean least_conn?")]
    [InlineData("addrs = [\"a\"]\nalgo = \"hash:urls\"", "p.toml:3:8: error: upstreams.u.algo: 'hash:urls' is not an algorithm; did you mean hash:url?")]
    [InlineData("addrs = [\"a\"]\nalpn = \"h3\"", "p.toml:3:8: error: upstreams.u.alpn: 'h3' is not a protocol; use h1, h2 or h2h1")]
    [InlineData("addrs = [\"a\"]\nsni = \"$host\"", "p.toml:3:7: error: upstreams.u.sni: '$host' is the host that a request names, which is dialed with discovery transparent only; write the name of the backends")]
    [InlineData("addrs = [\"label:70000\"]\ndiscovery = \"docker\"", "p.toml:2:10: error: upstreams.u.addrs[0]: 'label:70000' has a port that is not a number from 1 to 65535")]
    [InlineData("addrs = [\"a\", \"a 2\"]\ndiscovery = \"docker\"", "p.toml:2:15: error: upstreams.u.addrs[1]: 'a 2' is the same as upstreams.u.addrs[0]; remove one of them")]
    [InlineData("addrs = [\"\"]\ndiscovery = \"file\"", "p.toml:2:10: error: upstreams.u.addrs[0]: is empty; write a label of containers, the path of a file, or a host that may be dialed")]
    [InlineData("addrs = []\ndiscovery = \"file\"", "p.toml:2:9: error: upstreams.u.addrs: is empty; write at least one label of containers, path of a file, or host that may be dialed")]
    [InlineData("addrs = [\"a\"]\nbackups = [\"b\"]\ndiscovery = \"docker\"", "p.toml:3:11: error: upstreams.u.backups: goes with addresses in addrs only; remove it; with discovery file, a line that ends with the word backup makes one")]
    [InlineData("addrs = [\"a\"]\nweights = [1]\ndiscovery = \"docker\"", "p.toml:3:11: error: upstreams.u.weights: goes with addresses, and there are none in addrs; write weights behind the labels, or into the files")]
    [InlineData("addrs = [\"a\"]\ndiscovery = \"magic\"", "p.toml:3:13: error: upstreams.u.discovery: 'magic' is not a kind of discovery; use static, dns, docker, file or transparent")]
    [InlineData("addrs = [\"a\"]\nconnection_timeout = \"0s\"", "p.toml:3:22: error: upstreams.u.connection_timeout: '0s' is too short; use 1ms or more")]
    [InlineData("addrs = [\"a\"]\nhealth_check = \"a/health\"", "p.toml:3:16: error: upstreams.u.health_check: not a URL of a health check; write one such as http://backend/health or tcp://backend")]
    [InlineData("addrs = [\"a\"]\nread_timeout = \"1s\"\nfirst_byte_timeout = \"2s\"",
        "p.toml:4:22: error: upstreams.u.first_byte_timeout: is longer than the 1s of read_timeout, which holds for the first byte too; make it shorter, or that one longer")]
    [InlineData("addrs = [\"a\"]\neject_duration = \"2m\"\neject_max_duration = \"1m\"", "p.toml:4:22: error: upstreams.u.eject_max_duration: is shorter than the 120s of eject_duration; make it as long or longer")]
    [InlineData("addrs = [\"a\"]\neject_max_percent = 0", "p.toml:3:21: error: upstreams.u.eject_max_percent: is 0; use 1 to 100")]
    [InlineData("addrs = [\"a\"]\npanic_threshold = 101", "p.toml:3:19: error: upstreams.u.panic_threshold: is 101; use 0 to 100")]
    [InlineData("addrs = [\"a\"]\ncircuit_break_max_failure_percent = 101", "p.toml:3:37: error: upstreams.u.circuit_break_max_failure_percent: is 101; use 0 to 100")]
    [InlineData("addrs = [\"a\"]\ncircuit_break_max_consecutive_failures = -1", "p.toml:3:42: error: upstreams.u.circuit_break_max_consecutive_failures: is -1; use 0 or more")]
    [InlineData("addrs = [\"a\"]\nbackend_failure_status_code = \"5xx\"", "p.toml:3:31: error: upstreams.u.backend_failure_status_code: '5xx' is not a list of statuses; write one such as 200,204,300-399")]
    [InlineData("addrs = [\"a\"]\nbackend_failure_status_code = \"599-500\"", "p.toml:3:31: error: upstreams.u.backend_failure_status_code: '599-500' has a range that runs backwards; write 500-599")]
    public void Problems_of_upstreams(string keys, string line) => Says($"[upstreams.u]\n{keys}\n[servers.s]\naddr = \":0\"", line);

    [Theory]
    [InlineData("path = \"api\"", "p.toml:3:8: error: locations.a.path: 'api' does not begin with /; write it as /api, or ~ and a regular expression")]
    [InlineData("path = \"/a?b\"", "p.toml:3:8: error: locations.a.path: '/a?b' has a query or fragment, which is no part of the path; use match_query")]
    [InlineData("path = \"~(\"", "p.toml:3:8: error: locations.a.path: '(' is not a regular expression: character 1: Not enough )'s")]
    [InlineData("path = \"(?=x)\"\npath_type = \"regex\"", "p.toml:3:8: error: locations.a.path: '(?=x)' is not a regular expression: look-around, back-references and very large repetitions are not supported")]
    [InlineData("path = \"=/a\"\npath_type = \"exact\"", "p.toml:3:8: error: locations.a.path: begins with '=', which sets the same as path_type at p.toml:4:1; keep one of them")]
    [InlineData("path = \"/a\"\npath_type = \"exakt\"", "p.toml:4:13: error: locations.a.path_type: 'exakt' is not a way to compare; did you mean exact?")]
    [InlineData("path_type = \"exact\"", "p.toml:3:13: error: locations.a.path_type: there is no path to compare; add path = \"/api\"")]
    [InlineData("host = \"a b\"", "p.toml:3:8: error: locations.a.host: 'a b' is not a host name; write a name, *.suffix, or ~ and a regular expression")]
    [InlineData("host = \"a.example, b.example:80\"", "p.toml:3:8: error: locations.a.host: 'b.example:80' has a port or scheme; write the name alone, such as api.example.com")]
    [InlineData("host = \"*\"", "p.toml:3:8: error: locations.a.host: '*' matches everything; leave host out")]
    [InlineData("host = \"*.\"", "p.toml:3:8: error: locations.a.host: '*.' is not a wildcard of a host name; write it as *.example.com")]
    [InlineData("host = \"~)\"", "p.toml:3:8: error: locations.a.host: '~)' is not a regular expression: character 1: Too many )'s")]
    [InlineData("match_methods = [\"G T\"]", "p.toml:3:18: error: locations.a.match_methods[0]: 'G T' is not a method; write one such as GET")]
    [InlineData("match_cookies = [\": s3cret\"]", "p.toml:3:18: error: locations.a.match_cookies[0]: does not begin with a name; write \"name:value\", or \"name\" for any value")]
    [InlineData("priority = 1\nweight = 2", "p.toml:4:1: error: locations.a.weight: sets the same as priority at p.toml:3:1; keep one of them")]
    [InlineData("weight = 70000", "p.toml:3:10: error: locations.a.weight: is 70000; use 0 to 65535")]
    [InlineData("path = \"/a\"\nrewrite = \"a b c\"", "p.toml:4:11: error: locations.a.rewrite: has 3 parts; write \"/replacement\" or \"regex replacement\"")]
    [InlineData("rewrite = \"^/( /\"", "p.toml:3:11: error: locations.a.rewrite: '^/(' is not a regular expression: character 3: Not enough )'s")]
    [InlineData("rewrite = \"^/(.*) /$2\"", "p.toml:3:11: error: locations.a.rewrite: there is no capture 2; the expression has 1")]
    [InlineData("rewrite = \"^/(?<user>.*) /$usr\"", "p.toml:3:11: error: locations.a.rewrite: unknown variable $usr; did you mean $user?")]
    [InlineData("headers_add = [\"no s3cret colon\"]", "p.toml:3:16: error: locations.a.headers_add[0]: has no colon; write \"Name: value\"")]
    [InlineData("headers_add = [\"a b: c\"]", "p.toml:3:16: error: locations.a.headers_add[0]: the field's name has characters that names cannot have; use letters, digits and -")]
    [InlineData("headers_set = { X-A = \"a\\nb\" }", "p.toml:3:23: error: locations.a.headers_set.X-A: the value of X-A has a line break, a control character, or one outside ASCII; use printable ASCII")]
    [InlineData("headers_set = { X-A = 3 }", "p.toml:3:23: error: locations.a.headers_set.X-A: is an integer; write a string")]
    [InlineData("headers_remove = [\"Connection\"]", "p.toml:3:19: error: locations.a.headers_remove[0]: Connection is written by the proxy itself, upgrades included; remove this")]
    [InlineData("proxy_set_headers = { content-length = \"3\" }", "p.toml:3:40: error: locations.a.proxy_set_headers.content-length: content-length is written by the proxy itself, upgrades included; remove this")]
    [InlineData("proxy_set_headers = [\"X-A: $remote_adr\"]", "p.toml:3:22: error: locations.a.proxy_set_headers[0]: unknown variable $remote_adr; did you mean $remote_addr?")]
    [InlineData("proxy_set_headers = \"X-A: b\"", "p.toml:3:21: error: locations.a.proxy_set_headers: is a string; write a table of strings, or an array of \"Name: value\", such as { Host = \"internal.example\" }")]
    [InlineData("client_max_body_size = \"big\"", "p.toml:3:24: error: locations.a.client_max_body_size: 'big' is not a size; write one such as 10mb, 4kib or 512")]
    [InlineData("client_max_body_size = -1", "p.toml:3:24: error: locations.a.client_max_body_size: is -1; use 0 or more")]
    [InlineData("client_max_body_size = true", "p.toml:3:24: error: locations.a.client_max_body_size: is a boolean; write a size, such as \"10mb\" or 512")]
    [InlineData("max_retries = 256", "p.toml:3:15: error: locations.a.max_retries: is 256; use 0 to 255")]
    [InlineData("plugins = [\"auth\"]", "p.toml:3:12: error: locations.a.plugins[0]: there is no plugin 'auth'; add a table [plugins.NAME] of that name")]
    [InlineData("grpc_web = true", "p.toml:3:1: warning: locations.a.grpc_web: is understood but not acted on yet")]
    public void Problems_of_locations(string keys, string line) => Assert.Equal([line], ReadingOf.Location($"[locations.a]\nupstream = \"backend\"\n{keys}").Problems.Select(problem => problem.ToString()));

    [Theory]
    [InlineData("", "p.toml:1:12: error: locations.a: upstream is missing; add upstream = \"backend\"")]
    [InlineData("upstream = \"bakend\"", "p.toml:2:12: error: locations.a.upstream: there is no upstream 'bakend'; did you mean backend?")]
    [InlineData("upstream = \"other\"", "p.toml:2:12: error: locations.a.upstream: there is no upstream 'other'; add a table [upstreams.NAME] of that name")]
    [InlineData("upstream = \"$up\"", "p.toml:2:12: error: locations.a.upstream: no expression of this location captures '$up'; write (?<name>…) in path, host or rewrite")]
    [InlineData("upstream = \"$ups\"\npath = \"~(?<up>x)\"", "p.toml:2:12: error: locations.a.upstream: no expression of this location captures '$ups'; did you mean $up?")]
    public void Problems_of_references(string keys, string line) => Assert.Equal([line], ReadingOf.Location($"[locations.a]\n{keys}").Problems.Select(problem => problem.ToString()));

    [Theory]
    [InlineData("a = 1\na = 2", "p.toml:2:1: error: a is already set at line 1; keep one of them")]
    [InlineData("[servers.s]\naddr = \"1\"\n[servers.s]", "p.toml:3:1: error: servers.s is already set at line 1; keep one of them")]
    [InlineData("tls_key = s3cret", "p.toml:1:11: error: no value can be read here; write a string in quotes, a number, true, false, [ ] or { }")]
    [InlineData("tls_key = 's3cret' 's3cret'", "p.toml:1:20: error: something is left over on this line; write one key a line")]
    [InlineData("tls_key s3cret", "p.toml:1:9: error: a key without a value; write key = value")]
    [InlineData("[servers.s\naddr = \":0\"", "p.toml:1:11: error: the heading is not closed; write it as [section.name]", "p.toml:2:1: error: something is left over on this line; write one key a line")]
    [InlineData("a = [1, 2\nb = 3", "p.toml:2:1: error: the array is not closed; end it with ]")]
    [InlineData("a = \"x\nb = 3", "p.toml:1:7: error: the string is not closed on its line; end it with a quote")]
    [InlineData("a = \"\\q\"", "p.toml:1:7: error: unknown escape in a string; double the backslash, or use single quotes for a text taken as it is")]
    [InlineData("a = 99999999999999999999", "p.toml:1:5: error: not an integer of 64 bits")]
    [InlineData("a = 2020-99-99", "p.toml:1:5: error: not a date that exists; put quotes around a text")]
    [InlineData("= 3", "p.toml:1:1: error: = without a key before it; write key = value")]
    [InlineData("a = 1\rb = 2", "p.toml:1:6: error: a carriage return without a line feed; use one kind of line end")]
    public void Problems_of_syntax(string toml, params string[] lines) => Says(toml, lines);

    [Fact]
    public void Values_nested_too_deeply() => Says("a = " + new string('[', 10_000), "p.toml:1:69: error: values are nested deeper than 64 levels");

    [Fact]
    public void Keys_nested_too_deeply() => Says(string.Join('.', Enumerable.Repeat("a", 10_000)) + " = 1", "p.toml:1:1: error: a key of more than 32 parts");

    [Fact]
    public void No_server_at_all() => Says("[basic]\nname = \"x\"", "p.toml:1:1: error: there is no server; add a table [servers.NAME] with addr and locations");

    [Fact]
    public void No_document_at_all() => Assert.Equal(["error: there is no server; add a table [servers.NAME] with addr and locations"], ReadingOf.Texts().Problems.Select(problem => problem.ToString()));

    [Fact]
    public void A_location_that_no_server_serves() => Says(
        "[upstreams.u]\naddrs = [\"u\"]\n[locations.a]\nupstream = \"u\"\n[servers.s]\naddr = \":0\"",
        "p.toml:3:12: warning: locations.a: no server serves this location; add it to the locations of one, or remove it");

    [Theory]
    [InlineData("upstream = \"app\"\nrequest_timeout = \"1s\"\nhedge_after = \"1s\"",
        "p.toml:12:15: warning: locations.a.hedge_after: never acts, because a request ends after the 1s of request_timeout; make it shorter, or remove it")]
    [InlineData("upstream = \"app\"\nhedge_after = \"1s\"\nmax_retries = 0",
        "p.toml:11:15: warning: locations.a.hedge_after: never acts, because max_retries = 0 lets no request be sent twice; allow 1, or remove it")]
    [InlineData("upstream = \"bound\"\nhedge_after = \"1s\"",
        "p.toml:11:15: warning: locations.a.hedge_after: never acts, because the clients of upstreams.bound are bound to one backend each; remove it")]
    public void A_second_copy_that_is_never_sent(string lines, string problem) => Says(
        $"[upstreams.app]\naddrs = [\"u\"]\n[upstreams.bound]\naddrs = [\"u\"]\nalgorithm = \"sticky\"\n[servers.s]\naddr = \":0\"\nlocations = [\"a\"]\n[locations.a]\n{lines}", problem);

    [Fact]
    public void Two_servers_on_one_address() => Says(
        "[servers.a]\naddr = \"127.0.0.1:7001\"\n[servers.b]\naddr = \"localhost:7001\"",
        "p.toml:4:8: error: servers.b.addr: 127.0.0.1:7001 is already listened on, by servers.a.addr at p.toml:2:8; use another port");

    [Fact]
    public void One_entity_in_two_files() => Assert.Equal(
        [
            "b.toml:1:2: error: basic: is already defined at a.toml:3:2; keep one of them",
            "b.toml:2:10: error: servers.s: is already defined at a.toml:1:10; keep one of them",
        ],
        ReadingOf.Texts(("a.toml", "[servers.s]\naddr = \":0\"\n[basic]"), ("b.toml", "[basic]\n[servers.s]\naddr = \":0\"")).Problems.Select(problem => problem.ToString()));

    [Fact]
    public void All_problems_of_all_files_are_told_in_the_order_of_files_and_lines() => Assert.Equal(
        [
            "b.toml:1:2: error: nonsense: unknown section; remove it",
            "b.toml:4:12: error: locations.a.rewrite: has 3 parts; write \"/replacement\" or \"regex replacement\"",
            "a.toml:1:5: error: no value can be read here; write a string in quotes, a number, true, false, [ ] or { }",
            "c.toml:2:8: error: servers.s.addr: 'x' has no port; write it as 127.0.0.1:8080",
        ],
        ReadingOf.Texts(
            ("b.toml", "[nonsense]\n[locations.a]\nupstream = \"may_be_in_a\"\n rewrite = \"a b c\""), ("a.toml", "x = y"), ("c.toml", "[servers.s]\naddr = \"x\"")).Problems.Select(problem => problem.ToString()));

    [Theory]
    [InlineData("addrs = [\"${SECRET}\"]")]
    [InlineData("addrs = [\"u\"]\nalgorithm = \"${SECRET}\"")]
    [InlineData("addrs = [\"u\"]\nread_timeout = \"$ENV:SECRET\"")]
    [InlineData("addrs = [\"u\"]\nhealth_check = \"${SECRET}\"")]
    public void What_came_from_the_environment_is_never_shown(string keys)
    {
        var reading = ReadingOf.Text($"[upstreams.u]\n{keys}\n[servers.s]\naddr = \":0\"", ReadingOf.World(new() { ["SECRET"] = "hunter2 ! x" }));
        Assert.DoesNotContain("hunter2", Assert.Single(reading.Problems).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sticky_ttl = \"1h\"", true)]
    [InlineData("sticky_ttl = \"1h\"\nalgorithm = \"least_conn\"", true)]
    [InlineData("sticky_ttl = \"1h\"\nalgo = \"sticky\"", false)]
    public void A_key_of_the_sticky_algorithm_is_warned_of_where_the_algorithm_is_another(string lines, bool isWarned) => Assert.Equal(
        isWarned
            ? ["p.toml:2:1: warning: upstreams.u.sticky_ttl: has no effect: the algorithm is another than sticky; write algorithm = \"sticky\", or remove it"]
            : Array.Empty<string>(),
        ReadingOf.Location($"[upstreams.u]\n{lines}\naddrs = [\"127.0.0.1:1\"]\n[locations.a]\nupstream = \"u\"").Problems.Select(problem => problem.ToString()));

    private static void Says(string toml, params string[] lines)
    {
        var reading = ReadingOf.Text(toml);
        Assert.Equal(lines, reading.Problems.Select(problem => problem.ToString()));
        Assert.Equal(lines.Any(line => line.Contains(": error: ", StringComparison.Ordinal)), reading.Config is null);
    }
}
