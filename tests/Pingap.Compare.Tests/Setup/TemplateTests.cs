using Pingap.Compare.Setup;

namespace Pingap.Compare.Tests.Setup;

public sealed class TemplateTests
{
    private static readonly Dictionary<string, string> Values = new() { ["port"] = "8080" };

    [Fact]
    public void Names_are_replaced_and_single_braces_stay() => Assert.Equal("listen 8080 { 8080 }", Template.FillText("listen {{port}} { {{port}} }", Values));

    [Fact]
    public void A_name_without_a_value_is_refused() =>
        Assert.Equal("nothing is given for {{key}}", Assert.Throws<InvalidOperationException>(() => Template.FillText("{{key}}", Values)).Message);
}
