using Pingap.Compare.Targets;

namespace Pingap.Compare.Tests.Targets;

public sealed class PingapVariantTests
{
    [Fact]
    public void A_variant_has_variables_keys_and_arguments()
    {
        var variant = PingapVariant.Parse("epoll:PINGAP_TRANSPORT=epoll, basic.threads=2,basic.name=a=b,server.enabled_h2=true,--log-level=debug");

        Assert.Equal("epoll", variant.Name);
        Assert.Equal("epoll", variant.Environment["PINGAP_TRANSPORT"]);
        Assert.Equal(["threads = 2", "name = \"a=b\""], variant.LinesOf("basic"));
        Assert.Equal(["enabled_h2 = true"], variant.LinesOf("server"));
        Assert.Empty(variant.LinesOf("upstream"));
        Assert.Equal(["--log-level=debug"], variant.Arguments);
        Assert.Null(variant.Assembly);
    }

    [Theory]
    [InlineData("epoll", "write NAME:SETTING")]
    [InlineData(":A=b", "write NAME:SETTING")]
    [InlineData("epoll:fast", "fast is no setting")]
    [InlineData("epoll:=x", "=x is no setting")]
    [InlineData("epoll:plugins.a=1", "use one of basic, upstream, location, server")]
    [InlineData("old:@/nowhere/pingap.dll", "there is no /nowhere/pingap.dll")]
    public void What_is_no_variant_is_refused_with_the_remedy(string text, string said) =>
        Assert.Contains(said, Assert.Throws<FormatException>(() => PingapVariant.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_name_stands_for_one_proxy_only() => Assert.Throws<FormatException>(() => TargetCatalog.All([PingapVariant.Parse("nginx:A=b")]));
}
