using Pingap.Gateway.Admin;

namespace Pingap.Gateway.Tests.Admin;

public sealed class UserNamesTests
{
    private static readonly string[] Accounts =
    [
        "root:x:0:0:root:/root:/bin/bash",
        "# a comment",
        "",
        "odd:1000",
        "anna:x:1000:1000:Anna,,,:/home/anna:/bin/bash",
        "group:x:5:1001::/:/bin/false",
    ];

    [Theory]
    [InlineData(0, "root")]
    [InlineData(1000, "anna")]
    [InlineData(1001, "uid 1001")]
    [InlineData(4294967294, "uid 4294967294")]
    public void A_user_is_called_as_the_accounts_say(uint user, string name) => Assert.Equal(name, UserNames.Of(user, Accounts));
}
