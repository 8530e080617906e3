using CsCheck;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Tests.Balancing;

public sealed class StickySealTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);
    private static readonly UpstreamName Upstream = new("api");
    private static readonly StickySeal Seal = new("a secret of this test"u8, Upstream);

    [Fact]
    public void What_is_sealed_is_read_by_everyone_with_the_same_secret() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 1_000_000]).Sample((backend, seconds) =>
        {
            DateTimeOffset? until = seconds == 0 ? null : Now.AddSeconds(seconds);
            var text = Seal.Seal(backend, until);
            return text.Length == StickySeal.Length
                && new StickySeal("a secret of this test"u8, Upstream).TryOpen(text, Now, out var found, out var end)
                && (found, end) == (backend, until);
        });

    [Fact]
    public void A_text_with_one_other_character_is_refused() =>
        Gen.Select(Gen.ULong, Gen.Int[0, StickySeal.Length - 2], Gen.Char["ABCxyz019-_"]).Sample((backend, at, character) =>
        {
            // The last character is left alone: two bits of it say nothing.
            var text = Seal.Seal(backend, null);
            var forged = $"{text[..at]}{character}{text[(at + 1)..]}";
            return forged == text || !Seal.TryOpen(forged, Now, out _, out _);
        });

    [Fact]
    public void No_text_makes_it_throw() => Gen.String[0, 60].Sample(text => !Seal.TryOpen(text, Now, out _, out _));

    [Fact]
    public void One_that_is_too_old_is_refused()
    {
        var text = Seal.Seal(1, Now.AddSeconds(10));
        Assert.True(Seal.TryOpen(text, Now.AddSeconds(9), out _, out _));
        Assert.False(Seal.TryOpen(text, Now.AddSeconds(10), out _, out _));
    }

    [Fact]
    public void Another_secret_or_upstream_makes_nothing_of_it()
    {
        var text = Seal.Seal(1, null);
        Assert.False(new StickySeal("another secret"u8, Upstream).TryOpen(text, Now, out _, out _));
        Assert.False(new StickySeal("a secret of this test"u8, new("shop")).TryOpen(text, Now, out _, out _));
    }

    // Worked out by another implementation of HMAC.
    [Fact]
    public void A_text_is_the_same_in_every_version_of_the_program() =>
        Assert.Equal("4dk6p_DwHo4SD0SBSDV3MY7dmUIOQHkOHZw23R6A0yI", Seal.Seal(0x0123456789ABCDEF, DateTimeOffset.FromUnixTimeSeconds(2_000_000_000)));

    [Fact]
    public void Reading_one_allocates_nothing()
    {
        var text = Seal.Seal(1, null);
        Seal.TryOpen(text, Now, out _, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Seal.TryOpen(text, Now, out _, out _);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
