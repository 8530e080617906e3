using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public sealed class ContainerLabelTextTests
{
    [Theory]
    [InlineData("web", "web", null, 1)]
    [InlineData("app=web:8080 3", "app=web", 8080, 3)]
    [InlineData("  app=web   0 ", "app=web", null, 0)]
    [InlineData("rule=Host(a:b):80", "rule=Host(a:b)", 80, 1)]
    [InlineData("image=registry:tag", "image=registry:tag", null, 1)]
    public void A_label_has_a_port_and_a_weight_or_not(string text, string label, int? port, int weight)
    {
        Assert.True(ContainerLabelText.TryParse(text, out var read, out _));
        Assert.Equal(new ContainerLabel(label, port, weight), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("=web")]
    [InlineData(":80")]
    [InlineData("a b c")]
    [InlineData("a 1.5")]
    [InlineData("a -1")]
    [InlineData("a 65536")]
    [InlineData("a:0")]
    [InlineData("a:65536")]
    public void Anything_else_is_no_label(string text)
    {
        Assert.False(ContainerLabelText.TryParse(text, out _, out var wrong));
        Assert.NotEmpty(wrong);
    }
}
