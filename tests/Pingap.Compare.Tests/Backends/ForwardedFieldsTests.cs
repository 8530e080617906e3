using Pingap.Compare.Backends;

namespace Pingap.Compare.Tests.Backends;

public sealed class ForwardedFieldsTests
{
    private const string Whole = "X-Forwarded-For: 127.0.0.1\nX-Forwarded-Proto: http\nX-Forwarded-Host: 127.0.0.1:80\nX-Forwarded-Port: 80\nX-Real-IP: 127.0.0.1\n";

    [Fact]
    public void Who_tells_all_is_equal() => Assert.Null(ForwardedFields.Difference(Whole, 80));

    [Theory]
    [InlineData("X-Forwarded-Port: 80", "X-Forwarded-Port: ")]
    [InlineData("X-Real-IP: 127.0.0.1", "X-Real-IP: 127.0.0.1,127.0.0.1")]
    [InlineData("X-Forwarded-Host: 127.0.0.1:80", "X-Forwarded-Host: 127.0.0.1")]
    public void Who_tells_something_else_is_not(string told, string instead) =>
        Assert.StartsWith($"\"{told}\" is not what it tells", ForwardedFields.Difference(Whole.Replace(told, instead, StringComparison.Ordinal), 80), StringComparison.Ordinal);
}
