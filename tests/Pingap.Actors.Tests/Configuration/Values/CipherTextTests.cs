using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class CipherTextTests
{
    [Theory]
    [InlineData("HIGH:!aNULL:!MD5")]
    [InlineData("ECDHE-RSA-AES128-GCM-SHA256,ECDHE-ECDSA-CHACHA20-POLY1305 AES256-SHA")]
    [InlineData("ECDHE+AESGCM:-SHA1:+RSA:@STRENGTH")]
    [InlineData("DEFAULT:@SECLEVEL=2")]
    public void Names_and_rules_of_OpenSSL_are_taken(string text) => Assert.True(CipherText.TryParseRules(text, out _, out _));

    [Theory]
    [InlineData("ECDHE-RSA-AES128-GCM-SHA265", "has a name that no cipher of TLS 1.2 has; did you mean ECDHE-RSA-AES128-GCM-SHA256?")]
    [InlineData("HIGH:!aNUL", "has a name that no cipher of TLS 1.2 has; did you mean aNULL?")]
    [InlineData("ECDHE+", "has a name that no cipher of TLS 1.2 has; write one such as ECDHE-RSA-AES128-GCM-SHA256")]
    [InlineData("HIGH:nonsense", "has a name that no cipher of TLS 1.2 has; write one such as ECDHE-RSA-AES128-GCM-SHA256")]
    [InlineData("@SECLEVEL=9", "has a command that is neither @STRENGTH nor @SECLEVEL=0 to 5")]
    public void Other_names_are_refused(string text, string wrong)
    {
        Assert.False(CipherText.TryParseRules(text, out _, out var said));
        Assert.Equal(wrong, said);
    }

    [Fact]
    public void Suites_of_TLS_1_3_are_taken() =>
        Assert.True(CipherText.TryParseSuites("TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256", out _, out _));

    [Theory]
    [InlineData("TLS_AES_128_GCM_SHA265", "has a name that no cipher suite of TLS 1.3 has; did you mean TLS_AES_128_GCM_SHA256?")]
    [InlineData("AES128-SHA", "has a name that no cipher suite of TLS 1.3 has; write one such as TLS_AES_128_GCM_SHA256")]
    public void Other_suites_are_refused(string text, string wrong)
    {
        Assert.False(CipherText.TryParseSuites(text, out _, out var said));
        Assert.Equal(wrong, said);
    }
}
