using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Tests.Conversion.Syntax;

public sealed class NginxReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pingap-nginx-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Included_directives_stand_in_the_place_of_the_include_in_the_order_of_names()
    {
        Write("sites/b.conf", "two;");
        Write("sites/a.conf", "one { include more/x.conf; }");
        Write("sites/.hidden.conf", "hidden;");
        Write("more/x.conf", "inner;");

        var input = Read("before; include sites/*.conf; after;");

        Assert.Equal(["before", "one", "two", "after"], input.Directives.Select(directive => directive.Name));
        Assert.Equal("inner", Assert.Single(input.Directives[1].Children).Name);
    }

    [Theory]
    [InlineData("include nothing.conf;")]
    [InlineData("include nothing/*.conf;")]
    [InlineData("include mime.types;")]
    public void A_missing_include_is_told_and_not_fatal(string text) => Assert.Single(Read(text + " a;").Missing);

    [Fact]
    public void A_file_that_includes_itself_is_an_error()
    {
        Write("nginx.conf", "include nginx.conf;");

        Assert.False(NginxReader.TryReadFile(At("nginx.conf"), out _, out var error));
        Assert.EndsWith("includes itself", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Includes_that_multiply_are_refused()
    {
        Write("nginx.conf", string.Concat(Enumerable.Repeat("include a.conf;", 40)));
        Write("a.conf", string.Concat(Enumerable.Repeat("include b.conf;", 40)));
        Write("b.conf", "x;");

        Assert.False(NginxReader.TryReadFile(At("nginx.conf"), out _, out var error));
        Assert.EndsWith("error: more than 1000 files are included, each counted as often as it is", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Directives_of_all_files_are_counted_together()
    {
        Write("nginx.conf", "include a.conf; include a.conf; include a.conf;");
        Write("a.conf", string.Concat(Enumerable.Repeat("x;", 70_000)));

        Assert.False(NginxReader.TryReadFile(At("nginx.conf"), out _, out var error));
        Assert.Contains("more than 200000 directives", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_of_all_files_is_limited_together()
    {
        Write("nginx.conf", "include a.conf; include a.conf; include a.conf;");
        Write("a.conf", "#" + new string('x', 6 << 20));

        Assert.False(NginxReader.TryReadFile(At("nginx.conf"), out _, out var error));
        Assert.Equal(At("nginx.conf") + ":1:33: error: the files are larger than 16 MiB together, hardly a configuration", error);
    }

    [Fact]
    public void Blocks_of_files_in_each_other_are_counted_together()
    {
        Write("nginx.conf", string.Concat(Enumerable.Repeat("a {", 60)) + "include a.conf;" + new string('}', 60));
        Write("a.conf", string.Concat(Enumerable.Repeat("a {", 60)) + new string('}', 60));

        Assert.False(NginxReader.TryReadFile(At("nginx.conf"), out _, out var error));
        Assert.StartsWith(At("a.conf") + ":1:", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_in_an_included_file_has_its_place_there()
    {
        Write("x.conf", "a;\nb");

        Write("nginx.conf", "include x.conf;");
        Assert.False(NginxReader.TryReadFile(At("nginx.conf"), out _, out var error));
        Assert.StartsWith(At("x.conf") + ":2:1: error", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_main_file_is_an_error()
    {
        Assert.False(NginxReader.TryReadFile(At("none.conf"), out _, out var error));
        Assert.Contains("none.conf", error, StringComparison.Ordinal);
    }

    private NginxInput Read(string text)
    {
        Write("nginx.conf", text);
        Assert.True(NginxReader.TryReadFile(At("nginx.conf"), out var input, out var error), error);
        return input;
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }
}
