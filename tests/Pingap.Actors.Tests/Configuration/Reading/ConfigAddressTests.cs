using Pingap.Actors.Configuration.Reading;

namespace Pingap.Actors.Tests.Configuration.Reading;

public class ConfigAddressTests
{
    [Theory]
    [InlineData("conf/pingap.toml", "", "conf/pingap.toml")]
    [InlineData("/etc/pingap?separation=true", "", "/etc/pingap")]
    [InlineData("", "", "")]
    [InlineData("://x", "", "://x")]
    [InlineData("a b://x", "", "a b://x")]
    [InlineData("ETCD://h1:2379,h2:2379/prefix?user=u", "etcd", "h1:2379,h2:2379/prefix")]
    public void An_address_is_a_scheme_a_path_and_parameters(string text, string scheme, string path)
    {
        var address = ConfigAddress.Parse(text);
        Assert.Equal((scheme, path), (address.Scheme, address.Path));
    }

    [Fact]
    public void Parameters_are_decoded()
    {
        var address = ConfigAddress.Parse("etcd://h/p?user=a%40b&&password=c+d%26e&flag&=x");
        Assert.Equal(["user:a@b", "password:c d&e", "flag:", ":x"], address.Parameters.Select(parameter => $"{parameter.Name}:{parameter.Value}"));
    }

    [Fact]
    public void The_first_of_two_parameters_of_one_name_counts() => Assert.Equal("1", ConfigAddress.Parse("x?a=1&a=2").Find("a"));

    [Fact]
    public void A_parameter_that_is_not_there_has_no_value() => Assert.Null(ConfigAddress.Parse("x?a=1").Find("b"));

    [Theory]
    [InlineData("etcd://root:hunter2@h:1/p?password=hunter2")]
    [InlineData("etcd://h:1/p?user=hunter2")]
    public void An_address_shows_no_secret(string text) => Assert.Equal("etcd://h:1/p", ConfigAddress.Parse(text).ToString());

    [Fact]
    public void The_home_folder_can_be_written_as_a_tilde() =>
        Assert.Equal(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "conf"), ConfigAddress.Parse("~/conf").Path);
}
