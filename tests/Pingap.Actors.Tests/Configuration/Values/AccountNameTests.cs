using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class AccountNameTests
{
    [Theory]
    [InlineData("www-data", true)]
    [InlineData("_pingap", true)]
    [InlineData("first.last", true)]
    [InlineData("machine$", true)]
    [InlineData("0", true)]
    [InlineData("4294967295", true)]
    [InlineData("4294967296", false)]
    [InlineData("1st", false)]
    [InlineData("-x", false)]
    [InlineData("a b", false)]
    [InlineData("a$b", false)]
    [InlineData("bücher", false)]
    [InlineData("a_name_that_is_longer_than_32_byte", false)]
    public void Names_and_numbers_of_the_system_are_taken(string text, bool taken) => Assert.Equal(taken, AccountName.TryParse(text, out _, out _));
}
