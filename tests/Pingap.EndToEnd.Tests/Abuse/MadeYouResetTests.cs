using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.Http2;
using Xunit.Abstractions;

namespace Pingap.EndToEnd.Tests.Abuse;

/// <summary>Frames that make the proxy reset streams for the client, and thereby do what RST_STREAM may not.</summary>
public sealed class MadeYouResetTests(AbusedProxy proxy, ITestOutputHelper output) : IClassFixture<AbusedProxy>
{
    public static TheoryData<string> Variants => [.. FrameAttack.MadeResets.Select(attack => attack.Name)];

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task It_ends_the_connection(string variant)
    {
        using var client = await proxy.OpenAsync();
        var attack = Cut.OfFloodAsync(client, FrameAttack.Of(variant), Deadline.Token);
        await proxy.AssertServesAsync();
        output.WriteLine($"{variant}: {await attack}");
        await proxy.AssertServesAsync();
    }
}
