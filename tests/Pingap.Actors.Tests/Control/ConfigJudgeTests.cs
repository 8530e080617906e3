using Pingap.Actors.Configuration;
using Pingap.Actors.Control;
using Pingap.Actors.Tests.Configuration.Reading;

namespace Pingap.Actors.Tests.Control;

public sealed class ConfigJudgeTests
{
    private static readonly ValueList<ConfigDocument> Tls =
    [
        new ConfigDocument(
            "p.toml",
            """
            [servers.https]
            addr = "127.0.0.1:0"
            global_certificates = true
            [certificates.c]
            tls_cert = "cert.pem"
            tls_key = "key.pem"
            """),
    ];

    private readonly Dictionary<string, string> _files = [];
    private readonly ConfigJudge _judge;

    public ConfigJudgeTests() => _judge = new ConfigJudge(ReadingOf.World(files: _files));

    [Fact]
    public void The_same_texts_are_read_once()
    {
        var first = _judge.Read(SomeText.Documents("a"));
        Assert.NotNull(first.Config);
        Assert.Same(first, _judge.Read(SomeText.Documents("a")));
        Assert.NotSame(first, _judge.Read(SomeText.Documents("b")));
    }

    [Fact]
    public void A_file_that_the_texts_name_and_that_has_changed_is_read_again()
    {
        Write("2026-02-01");
        var before = _judge.Read(Tls);
        Assert.NotNull(before.Config);
        Assert.Same(before, _judge.Read(Tls));
        Write("2026-03-01");
        var after = _judge.Read(Tls);
        Assert.NotEqual(before.Config!.Certificates[new("c")], after.Config!.Certificates[new("c")]);
    }

    [Fact]
    public void A_file_that_was_missing_is_looked_for_again()
    {
        var missing = _judge.Read(Tls);
        Assert.Null(missing.Config);
        Assert.Same(missing, _judge.Read(Tls));
        Write("2026-02-01");
        Assert.NotNull(_judge.Read(Tls).Config);
    }

    private void Write(string until) => (_files["cert.pem"], _files["key.pem"]) = ReadingOf.Certificate(to: until);
}
