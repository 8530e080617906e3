using Pingap.Gateway.Admin;

namespace Pingap.Gateway.Tests.Admin;

public sealed class ControlPeerTests
{
    [Theory]
    [InlineData(1000, 1000, true)]
    [InlineData(0, 1000, true)]
    [InlineData(0, 0, true)]
    [InlineData(1001, 1000, false)]
    [InlineData(1000, 0, false)]
    public void The_own_user_and_root_may_steer_a_process(uint user, uint owner, bool may) => Assert.Equal(may, ControlPeer.May(user, owner));

    [Theory]
    [InlineData(1000, 1000, true)]
    [InlineData(0, 1000, true)]
    [InlineData(1000, 0, true)]
    [InlineData(1001, 1000, false)]
    public void Only_a_process_of_the_own_user_or_root_is_told_anything_except_by_root(uint server, uint user, bool may) =>
        Assert.Equal(may, ControlPeer.MayBeAsked(server, user));
}
