using System.Globalization;
using CsCheck;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;
using Pingap.Actors.Configuration.Comparing;

namespace Pingap.Actors.Tests.Configuration.Reading;

public class ConfigReaderPropertyTests
{
    private const int DeadlineMilliseconds = 180_000;

    private static readonly string Example = File.ReadAllText(Repository.Path("configs/example.toml"));

    private static readonly string[] Pieces =
    [
        "\"", "'", "[", "]", "{", "}", "=", ",", "\n", "#", "$", "${", "$$", "\\", ":", "-1", "99999999999999999999", "1e999", "nan", "[[", "]]", "\"\"\"", ".", "~", "~(",
        "*.", "=/", "\u0000", "\ud800", "é", "\r", "true", "2020-01-01", "a.b.c.d = 1", "[locations.api]", "plugins = [\"x\"]", "0x", "(?<a>", "{1,100000}", "°", "\ufeff",
    ];

    private static readonly Gen<string> Mutation =
        from text in Gen.Frequency((3, Gen.Const(Example)), (1, GeneratedConfig.Valid.Select(tree => tree.ToToml())))
        from edits in Gen.Select(Gen.Int[0, text.Length], Gen.Int[0, 40], Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]), Gen.String[0, 8], Gen.Const(""))).Array[1, 12]
        select edits.Aggregate(text, Apply);

    [Fact(Timeout = DeadlineMilliseconds)]
    public Task No_edit_of_a_text_breaks_a_law() => Holds(Mutation, text => text, iterations: 1500);

    [Fact(Timeout = DeadlineMilliseconds)]
    public Task No_text_at_all_breaks_a_law() =>
        Holds(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 30].Select(pieces => string.Concat(pieces)), text => text, iterations: 3000);

    [Fact(Timeout = DeadlineMilliseconds)]
    public Task No_configuration_with_wrong_names_types_and_references_breaks_a_law() => Holds(GeneratedConfig.Bent, tree => tree.ToToml(), iterations: 1500);

    [Fact(Timeout = DeadlineMilliseconds)]
    public Task A_configuration_without_mistakes_is_held_as_it_was_written() => Task.Run(() => GeneratedConfig.Valid.Sample(
        tree =>
        {
            var reading = ReadingOf.Text(tree.ToToml());
            Assert.DoesNotContain(reading.Problems, problem => problem.Severity is ProblemSeverity.Error || !problem.Message.Contains("not acted on yet", StringComparison.Ordinal));
            HoldsUpstreams(tree, reading.Config!);
            HoldsLocations(tree, reading.Config!);
            HoldsOthers(tree, reading.Config!);
        },
        iter: 500));

    private static Task Holds<T>(Gen<T> generated, Func<T, string> write, int iterations) => Task.Run(() => generated.Sample(
        value =>
        {
            var document = new ConfigDocument("p.toml", write(value));
            var (reading, again) = (ConfigReader.Read([document], ReadingOf.World()), ConfigReader.Read([document], ReadingOf.World()));
            Assert.Equal(reading.Config is null, reading.Problems.Any(problem => problem.Severity is ProblemSeverity.Error));
            Assert.Equal([], PlaceLaw.Broken(reading, [document]));
            var lines = reading.Problems.Select(problem => problem.Place?.Line ?? 0).ToList();
            Assert.Equal(lines.Order(), lines);
            Assert.Equal(reading.Problems, again.Problems);
            if (reading.Config is not null) Assert.Equal("nothing", ConfigChanges.Between(reading.Config, again.Config!).ToString());
        },
        iter: iterations));

    private static void HoldsUpstreams(WrittenTree tree, ProxyConfig config)
    {
        foreach (var (name, written) in tree["upstreams"].Entries)
        {
            var upstream = config.Upstreams[new(name)];
            Assert.Equal(Texts(written["addrs"]), upstream.Backends.Select(backend => $"{backend.Address} {backend.Weight}"));
            Assert.Equal((string)written["read_timeout"].Value, $"{upstream.Timeouts.Read?.TotalSeconds}s");
            if (Texts(written["includes"]).FirstOrDefault() is { } storage)
                Assert.Contains($"{upstream.Timeouts.Idle.TotalSeconds}s", config.Storages[new(storage)].Value.Value, StringComparison.Ordinal);
        }
    }

    private static void HoldsLocations(WrittenTree tree, ProxyConfig config)
    {
        foreach (var (name, written) in tree["locations"].Entries)
        {
            var location = config.Locations[new(name)];
            Assert.Equal(written["upstream"].Value, location.Upstream.Name?.Value);
            Assert.Equal(written["priority"].Value, location.Priority);
            Assert.Equal(Convert.ToInt64(written["client_max_body_size"].Value, CultureInfo.InvariantCulture), location.MaxBodySize);
            Assert.Equal(Texts(written["plugins"]), location.Plugins.Select(plugin => plugin.Value));
        }
    }

    private static void HoldsOthers(WrittenTree tree, ProxyConfig config)
    {
        foreach (var (name, written) in tree["plugins"].Entries)
        {
            var plugin = config.Plugins[new(name)];
            Assert.Equal(written["category"].Value, plugin.Category);
            Assert.Equal(new OptionValue.Number((long)written["level"].Value), plugin.Options.Find("level"));
            Assert.Equal(new OptionValue.Sequence(Texts(written["texts"]).Select(text => (OptionValue)new OptionValue.Text(text)).ToValueList()), plugin.Options.Find("texts"));
            Assert.Equal(new OptionValue.Flag((bool)written["sub"]["flag"].Value), ((OptionValue.Table)plugin.Options.Find("sub")!).Find("flag"));
        }

        foreach (var (name, written) in tree["storages"].Entries) Assert.Equal(written["value"].Value, config.Storages[new(name)].Value.Value);
        Assert.Equal((string)tree["servers"]["s0"]["addr"].Value, Assert.Single(config.Servers[new("s0")].Addresses).ToString());
        Assert.Equal(Texts(tree["servers"]["s0"]["locations"]), config.Servers[new("s0")].Locations.Select(location => location.Value));
    }

    private static IEnumerable<string> Texts(WrittenTree list) => ((List<WrittenTree>)list.Value).Select(item => (string)item.Value);

    private static string Apply(string text, (int At, int Length, string Piece) edit)
    {
        var at = Math.Min(edit.At, text.Length);
        return string.Concat(text.AsSpan(0, at), edit.Piece, text.AsSpan(Math.Min(text.Length, at + edit.Length)));
    }
}
