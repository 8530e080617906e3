using Pingap.Actors.Configuration;
using Pingap.Gateway.Tls;
using Pingap.Testing;

namespace Pingap.Gateway.Tests.Tls;

public sealed class CertificateTableTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData("a.test", "exact")]
    [InlineData("A.TEST", "exact")]
    [InlineData("b.test", "second")]
    [InlineData("x.wild.test", "wildcard")]
    [InlineData("X.Wild.Test", "wildcard")]
    [InlineData("own.wild.test", "exact")]
    [InlineData("x.y.wild.test", "default")]
    [InlineData("wild.test", "default")]
    [InlineData(".wild.test", "default")]
    [InlineData("unknown", "default")]
    [InlineData("", "default")]
    [InlineData(null, "default")]
    public void A_name_finds_its_certificate(string? name, string certificate)
    {
        var table = Build(
            _authority.Issue("exact", ["a.test", "own.wild.test"]),
            _authority.Issue("second", ["b.test", "a.test"]),
            _authority.Issue("wildcard", ["*.wild.test"]),
            _authority.Issue("default", ["d.test"], isDefault: true));
        Assert.Equal(certificate, Find(table, name));
    }

    [Fact]
    public void Without_a_default_an_unknown_name_finds_nothing() =>
        Assert.Null(Build(_authority.Issue("a", ["a.test"])).Find("b.test"));

    [Fact]
    public void Without_a_name_the_only_certificate_serves() =>
        Assert.Equal("a", Find(Build(_authority.Issue("a", ["a.test"])), null));

    [Fact]
    public void Without_a_name_and_a_default_none_of_several_serves() =>
        Assert.Null(Build(_authority.Issue("a", ["a.test"]), _authority.Issue("b", ["b.test"])).Find(null));

    [Fact]
    public void The_empty_table_finds_nothing() => Assert.Null(CertificateTable.Empty.Find("a.test"));

    [Theory]
    [InlineData("xn--bcher-kva.test")]
    [InlineData("bücher.test")]
    public void An_internationalized_name_is_found_in_both_spellings(string name) =>
        Assert.Equal("idn", Find(Build(_authority.Issue("idn", ["xn--bcher-kva.test"])), name));

    [Fact]
    public void A_key_of_another_certificate_is_a_problem()
    {
        var problems = new List<CertificateProblem>();
        var wrong = _authority.Issue("wrong", ["w.test"]) with { KeyPem = _authority.Issue("other", ["o.test"]).KeyPem };
        var table = CertificateTable.Build([wrong, _authority.Issue("good", ["g.test"])], CertificateTable.Empty, problems);
        Assert.Equal(new CertificateName("wrong"), Assert.Single(problems).Certificate);
        Assert.Equal("good", Find(table, "g.test"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no PEM at all")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public void A_text_that_is_no_certificate_is_a_problem(string chain)
    {
        var problems = new List<CertificateProblem>();
        CertificateTable.Build([_authority.Issue("a", ["a.test"]) with { ChainPem = chain }], CertificateTable.Empty, problems);
        Assert.Single(problems);
    }

    [Fact]
    public void An_unchanged_certificate_is_taken_over()
    {
        var config = _authority.Issue("a", ["a.test"]);
        var first = Build(config);
        var second = CertificateTable.Build([config, _authority.Issue("b", ["b.test"])], first, []);
        Assert.Same(first.Find("a.test"), second.Find("a.test"));
    }

    [Theory]
    [InlineData("a.test")]
    [InlineData("x.wild.test")]
    [InlineData("unknown.test")]
    public void Finding_allocates_nothing(string name)
    {
        var table = Build(_authority.Issue("a", ["a.test", "*.wild.test"], isDefault: true));
        table.Find(name);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) table.Find(name);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static CertificateTable Build(params CertificateConfig[] certificates)
    {
        var problems = new List<CertificateProblem>();
        var table = CertificateTable.Build(certificates, CertificateTable.Empty, problems);
        Assert.Empty(problems);
        return table;
    }

    private static string? Find(CertificateTable table, string? name) => table.Find(name)?.TargetCertificate.Subject["CN=".Length..];
}
