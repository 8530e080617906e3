using Pingap.Actors.Configuration;

namespace Pingap.Actors.Tests.Configuration.Reading;

public class StorageReaderTests
{
    private const string Rest = "\n[servers.s]\naddr = \":0\"\n";

    [Fact]
    public void Every_setting_of_a_storage_is_read() => Assert.Equal(
        new StorageConfig(new("x"), "secret", new Secret("t0ken ${X}"), DateTimeOffset.FromUnixTimeSeconds(4_000_000_000), "note"),
        Read("category = \"secret\"\nvalue = \"t0ken ${X}\"\ncreated_at = 4000000000\nremark = \"note\""));

    [Fact]
    public void A_value_can_come_from_the_environment() => Assert.Equal(
        "line", ReadingOf.Valid(ReadingOf.Text("[storages.x]\ncategory = \"c\"\nvalue = \"$ENV:TEXT\"" + Rest, ReadingOf.World(new() { ["TEXT"] = "line" }))).Storages[new("x")].Value.Value);

    [Fact]
    public void A_value_that_Pingap_encrypted_is_decrypted() => Assert.Equal(
        "47.107.66.241", Read("category = \"secret\"\nsecret = \"123123\"\nvalue = \"PLpKJqvfkjTcYTDpauJf+2JnEayP+bm+0Oe60Jk=\"").Value.Value);

    [Fact]
    public void An_encrypted_text_can_be_included() => Assert.Equal(
        TimeSpan.FromSeconds(7),
        Including("secret = \"k\"\nvalue = \"57WuA9ThIjRTyxcBrQHBaYaIHatrO+wpqjrC9oBwHaMT8NsyhaHn+UcgWr6rgZDB52fv5K6G\"").Config!.Upstreams[new("u")].Timeouts.Read);

    [Fact]
    public void Nothing_of_an_encrypted_text_is_shown() => Assert.Equal(
        ["p.toml:4:9: error: upstreams.u.read_timeout: something is wrong with this in a text that is not shown (in storages.x, included at p.toml:6:13)"],
        Including("secret = \"0123456789abcdef0123456789abcdef-and-more\"\nvalue = \"tqhdxt2X+dzaDb5rh06+wOQuC6T1IyR4SYmTfwV53NOX1LFR3tCEMusZ9lTr2CW7Fy74AqZVhkY=\"")
            .Problems.Select(problem => problem.ToString()));

    [Theory]
    [InlineData("secret = \"wrong\"\nvalue = \"PLpKJqvfkjTcYTDpauJf+2JnEayP+bm+0Oe60Jk=\"")]
    [InlineData("secret = \"123123\"\nvalue = \"PLpKJqvfkjTcYTDpauJf\"")]
    [InlineData("secret = \"123123\"\nvalue = \"not base64\"")]
    [InlineData("secret = \"123123\"\nvalue = \"\"")]
    public void A_value_that_cannot_be_decrypted_is_a_problem(string keys) => Assert.Equal(
        ["p.toml:4:9: error: storages.x.value: cannot be decrypted with secret; write the base64 text that pingap encrypts with that key, or remove secret"],
        ReadingOf.Text("[storages.x]\ncategory = \"c\"\n" + keys + Rest).Problems.Select(problem => problem.ToString()));

    [Fact]
    public void A_storage_shows_no_secret() =>
        Assert.DoesNotContain("47.107", Read("category = \"secret\"\nsecret = \"123123\"\nvalue = \"PLpKJqvfkjTcYTDpauJf+2JnEayP+bm+0Oe60Jk=\"").ToString(), StringComparison.Ordinal);

    private static StorageConfig Read(string keys) => ReadingOf.Valid(ReadingOf.Text("[storages.x]\n" + keys + Rest)).Storages[new("x")];

    private static ConfigReading Including(string keys) =>
        ReadingOf.Text($"[storages.x]\ncategory = \"c\"\n{keys}\n[upstreams.u]\nincludes = [\"x\"]\naddrs = [\"a\"]" + Rest);
}
