using Pingap.Actors.Configuration.Syntax;

namespace Pingap.Actors.Tests.Configuration.Syntax;

public class QuotedTextTests
{
    [Theory]
    [InlineData("'ab'", "ab", "1,2,3")]
    [InlineData("''", "", "1")]
    [InlineData("\"a\\tb\"", "a\tb", "1,2,4,5")]
    [InlineData("\"\\x41\\u0042\\U0001F600c\"", "AB\ud83d\ude00c", "1,5,11,11,21,22")]
    [InlineData("'''\na'''", "a", "4,5")]
    [InlineData("'''\r\na'''", "a", "5,6")]
    [InlineData("\"\"\"a\\\n \n b\"\"\"", "ab", "3,9,10")]
    [InlineData("'''a'''''", "a''", "3,4,5,6")]
    public void Each_character_is_followed_back_to_where_it_was_written(string written, string value, string offsets) =>
        Assert.Equal(offsets, string.Join(',', QuotedText.Offsets(written, value)!));

    [Theory]
    [InlineData("'ab'", "ac")]
    [InlineData("'ab'", "a")]
    [InlineData("'ab'", "abc")]
    [InlineData("\"\\q\"", "q")]
    [InlineData("\"\\uD800\"", "?")]
    [InlineData("\"\\U99999999\"", "?")]
    [InlineData("ab", "ab")]
    [InlineData("'", "")]
    public void A_value_that_was_not_written_so_is_followed_nowhere(string written, string value) => Assert.Null(QuotedText.Offsets(written, value));
}
