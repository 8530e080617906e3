using CsCheck;
using Pingap.Actors.Configuration;
using Pingap.Actors.Discovery;

namespace Pingap.Actors.Tests.Discovery;

public sealed class DiscoveredTests
{
    private static readonly Gen<EntryReading> Entry = Gen.Select(
        Gen.Char['a', 'c'], Gen.Enum<EntryStatus>(), Gen.Int[1, 3].Array[0, 2],
        (name, status, hosts) => status is EntryStatus.Found
            ? EntryReading.Found($"{name}", hosts.Distinct().Select(host => new BackendConfig(new BackendAddress($"10.0.0.{host}", 80), 1)))
            : new EntryReading($"{name}", status, [], "trouble"));

    private static readonly Gen<DiscoveryReading> Reading =
        Entry.Array[1, 3].Select(entries => new DiscoveryReading(entries.DistinctBy(entry => entry.Entry).ToValueList()));

    [Fact]
    public void What_cannot_be_looked_up_keeps_what_it_had()
    {
        var now = Discovered.Nothing.After(Read(Found("a", "10.0.0.1"), Found("b", "10.0.0.2"))).After(Read(Failed("a"), Found("b", "10.0.0.3")));
        Assert.Equal("10.0.0.1:80 1, 10.0.0.3:80 1", Ask.Shown(now.Backends));
        Assert.Equal((true, false), (now.IsTroubled("a"), now.IsTroubled("b")));
    }

    [Fact]
    public void A_name_that_is_gone_takes_its_backends_with_it_while_others_have_some()
    {
        var now = Discovered.Nothing.After(Read(Found("a", "10.0.0.1"), Found("b", "10.0.0.2"))).After(Read(Gone("a"), Found("b", "10.0.0.2")));
        Assert.Equal("10.0.0.2:80 1", Ask.Shown(now.Backends));
    }

    [Fact]
    public void The_last_backends_are_kept_when_their_name_is_gone()
    {
        var first = Discovered.Nothing.After(Read(Found("a", "10.0.0.1"), Found("b", "10.0.0.2 0")));
        Assert.Equal("10.0.0.1:80 1, 10.0.0.2:80 0", Ask.Shown(first.After(Read(Gone("a"), Found("b", "10.0.0.2 0"))).Backends));
    }

    [Fact]
    public void Where_only_what_runs_is_asked_nothing_is_nothing()
    {
        var first = Discovered.Nothing.After(Read(Found("a", "10.0.0.1")));
        Assert.Empty(first.After(Read(EntryReading.Found("a", []))).Backends);
    }

    [Fact]
    public void What_two_entries_lead_to_has_the_weights_of_both() => Assert.Equal(
        "10.0.0.1:80 65535, 10.0.0.2:80 3",
        Ask.Shown(Discovered.Nothing.After(Read(Found("a", "10.0.0.1 65535", "10.0.0.2 1"), Found("b", "10.0.0.2 2", "10.0.0.1 1"))).Backends));

    [Fact]
    public void No_address_is_there_twice_and_what_was_found_is_there() => Reading.Array[1, 6].Sample(readings =>
    {
        var now = Discovered.Nothing;
        foreach (var reading in readings) now = now.After(reading);
        Assert.Equal(now.Backends.Count, now.Backends.Select(backend => backend.Address).Distinct().Count());
        Assert.All(readings[^1].Entries.SelectMany(entry => entry.Backends), found => Assert.Contains(now.Backends, backend => backend.Address == found.Address));
    });

    [Fact]
    public void Only_success_that_finds_nothing_empties_a_group() => Reading.Array[1, 6].Sample(readings =>
    {
        var before = Discovered.Nothing;
        foreach (var reading in readings)
        {
            var now = before.After(reading);
            var stayed = reading.Entries.Where(entry => entry.Status is not EntryStatus.Found).SelectMany(read => before.Entries.Where(known => known.Entry == read.Entry));
            if (now.Backends.Count == 0) Assert.All(stayed, entry => Assert.Empty(entry.Backends));
            before = now;
        }
    });

    [Fact]
    public void The_same_reading_again_changes_nothing() => Gen.Select(Reading, Reading).Sample((first, second) =>
    {
        var once = Discovered.Nothing.After(first).After(second);
        Assert.Equal(once.Backends, once.After(second).Backends);
    });

    private static EntryReading Found(string entry, params string[] backends) => EntryReading.Found(entry, Ask.Backends(backends));

    private static EntryReading Gone(string entry) => EntryReading.Gone(entry, "no such name");

    private static EntryReading Failed(string entry) => EntryReading.Failed(entry, "no answer");

    private static DiscoveryReading Read(params EntryReading[] entries) => new([.. entries]);
}
