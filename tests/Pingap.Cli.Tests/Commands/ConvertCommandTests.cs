namespace Pingap.Cli.Tests.Commands;

public sealed class ConvertCommandTests : IDisposable
{
    private const string Good = "server { location / { proxy_pass http://b:1; } }";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pingap-convert-");
    private readonly CommandLine _pingap = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_converts_whole_is_printed_and_exits_with_0()
    {
        Assert.Equal(0, await _pingap.RunAsync("convert", Nginx(Good)));
        Assert.Contains("[servers.http]", _pingap.Out, StringComparison.Ordinal);
        Assert.Equal($"{At("nginx.conf")}: everything was converted; not converted: 0; notes: 0", _pingap.Error.Trim());
    }

    [Fact]
    public async Task What_is_left_out_is_told_with_its_place_and_exits_with_1()
    {
        Assert.Equal(1, await _pingap.RunAsync("convert", Nginx("gzip on;\n" + Good)));
        Assert.Contains("[servers.http]", _pingap.Out, StringComparison.Ordinal);
        Assert.StartsWith($"{At("nginx.conf")}:1:1: not converted: gzip: ", _pingap.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_alone_exits_with_0()
    {
        Assert.Equal(0, await _pingap.RunAsync("convert", Nginx("access_log /x;\n" + Good)));
        Assert.Contains(":1:1: note: access_log: ", _pingap.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("server {", "nginx.conf:1:8: error: the \"{\" opened here is never closed")]
    [InlineData("}", "nginx.conf:1:1: error: unexpected \"}\"")]
    public async Task What_is_no_nginx_configuration_exits_with_2_and_its_place(string text, string error)
    {
        Assert.Equal(2, await _pingap.RunAsync("convert", Nginx(text)));
        Assert.Contains(error, _pingap.Error, StringComparison.Ordinal);
        Assert.Empty(_pingap.Out);
    }

    [Fact]
    public async Task A_file_that_is_not_there_exits_with_2()
    {
        Assert.Equal(2, await _pingap.RunAsync("convert", At("none.conf")));
        Assert.Contains("none.conf", _pingap.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_server_nothing_is_written_and_it_exits_with_1()
    {
        Assert.Equal(1, await _pingap.RunAsync("convert", Nginx("events {}"), "-o", At("out.toml")));
        Assert.False(File.Exists(At("out.toml")));
    }

    [Fact]
    public async Task The_output_file_is_written()
    {
        Assert.Equal(0, await _pingap.RunAsync("convert", Nginx(Good), "-o", At("out.toml")));
        Assert.Contains("[servers.http]", File.ReadAllText(At("out.toml")), StringComparison.Ordinal);
        Assert.Empty(_pingap.Out);
    }

    [Fact]
    public async Task An_output_file_that_exists_is_overwritten_by_force_only()
    {
        File.WriteAllText(At("out.toml"), "mine");

        Assert.Equal(2, await _pingap.RunAsync("convert", Nginx(Good), "-o", At("out.toml")));
        Assert.Equal("mine", File.ReadAllText(At("out.toml")));
        Assert.Equal(0, await _pingap.RunAsync("convert", Nginx(Good), "-o", At("out.toml"), "--force"));
        Assert.Contains("[servers.http]", File.ReadAllText(At("out.toml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificates_are_named_from_the_folder_of_the_output()
    {
        var nginx = Nginx("server { listen 443 ssl; ssl_certificate tls/a.pem; ssl_certificate_key /k.pem; location / { proxy_pass http://b:1; } }");
        _folder.CreateSubdirectory("ours");

        Assert.Equal(0, await _pingap.RunAsync("convert", nginx, "-o", At("ours/out.toml")));
        Assert.Contains($"tls_cert = \"{Path.Combine("..", "tls", "a.pem")}\"\ntls_key = \"/k.pem\"", File.ReadAllText(At("ours/out.toml")), StringComparison.Ordinal);
    }

    private string Nginx(string text)
    {
        File.WriteAllText(At("nginx.conf"), text);
        return At("nginx.conf");
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);
}
