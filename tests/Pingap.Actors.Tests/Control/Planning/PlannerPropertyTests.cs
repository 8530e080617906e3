using CsCheck;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Comparing;
using Pingap.Actors.Configuration.Reading;
using Pingap.Actors.Control.Planning;

namespace Pingap.Actors.Tests.Control.Planning;

public sealed class PlannerPropertyTests
{
    private const int DeadlineMilliseconds = 180_000;

    private const string Base =
        """
        [upstreams.base]
        addrs = ["127.0.0.1:7000"]
        [locations.base]
        upstream = "base"
        [servers.base]
        addr = "127.0.0.1:7001"
        locations = ["base"]

        """;

    private static readonly string Long = new('n', 200);

    private static readonly string[] Odd =
    [
        "\"", "'", "\"a\"", "a.b", ".", "..", "a\"", "\"a", "ä", "名前", "\U0001F600", "a b", "\\", "\\u000A", "a\u200Bb", "***", "…",
        new string('x', 130), $"{Long}a", $"{Long}b", $"{new string('ü', 150)}1", $"{new string('ü', 150)}2",
    ];

    private static readonly Gen<string> Name = Gen.Frequency(
        (3, Gen.Int[0, Odd.Length - 1].Select(i => Odd[i])), (1, Gen.String[Gen.Char["ab.\"' \u00E9\u202E-_"], 1, 200]));

    private static readonly Gen<(string Name, bool Before, bool After, int Edit)[]> Edits =
        Gen.Select(Name, Gen.Bool, Gen.Bool, Gen.Int[0, 1]).Array[0, 8]
            .Select(edits => edits.Where(edit => edit.Item1.Trim().Length > 0).DistinctBy(edit => edit.Item1).ToArray());

    [Fact(Timeout = DeadlineMilliseconds)]
    public Task Each_change_names_its_entity_whatever_its_name() => Task.Run(() => Edits.Sample(
        edits =>
        {
            var (before, after) = (Documents(edits, edit => edit.Before, _ => 0), Documents(edits, edit => edit.After, edit => edit.Edit));
            var (running, next) = (ConfigReader.Read(before, ConfigEnvironment.System), ConfigReader.Read(after, ConfigEnvironment.System));
            Assert.True(running.Config is not null && next.Config is not null, string.Join('\n', running.Problems.Concat(next.Problems)));

            var plan = Planner.Plan(1, running.Config, before, next, after);

            Assert.Equal(
                edits.SelectMany(Expected).Order(),
                plan.Changes.Select(change => $"{change.Diff.Kind} {change.Diff.Entity.Section} {change.Diff.Entity.Name} {change.Diff.Keys.Count}").Order());
            Assert.Equal(4 + 3 * edits.Count(edit => edit is { Before: true, After: true, Edit: 0 }), plan.Kept.Count);
            Assert.All(plan.Changes, change => Assert.NotEqual("", change.Effect));
        },
        iter: 400));

    [Fact]
    public void Entities_that_read_the_same_keep_their_own_effects()
    {
        var (before, after) = (Documents([], _ => true, _ => 0), Documents([($"{Long}a", false, true, 0), ($"{Long}b", false, true, 1)], _ => true, edit => edit.Edit));
        var plan = Planner.Plan(
            1, ConfigReader.Read(before, ConfigEnvironment.System).Config!, before, ConfigReader.Read(after, ConfigEnvironment.System), after);
        Assert.Equal(
            [($"{Long}a", "starts with 127.0.0.1:8000"), ($"{Long}b", "starts with 127.0.0.1:8001")],
            plan.Changes.Where(change => change.Diff.Entity.Section == "upstreams").Select(change => (change.Diff.Entity.Name!, change.Effect)));
    }

    private static IEnumerable<string> Expected((string Name, bool Before, bool After, int Edit) edit)
    {
        if (edit is { Before: false, After: false } or { Before: true, After: true, Edit: 0 }) return [];
        var kind = !edit.Before ? ChangeKind.Added : !edit.After ? ChangeKind.Removed : ChangeKind.Changed;
        return new[] { "upstreams", "locations", "servers" }.Select(section => $"{kind} {section} {edit.Name} {(kind is ChangeKind.Changed ? 1 : 2)}");
    }

    private static ValueList<ConfigDocument> Documents(
        (string Name, bool Before, bool After, int Edit)[] edits, Func<(string Name, bool Before, bool After, int Edit), bool> has,
        Func<(string Name, bool Before, bool After, int Edit), int> edit)
    {
        var texts = edits.Index().Where(entry => has(entry.Item)).Select(entry => $"""
            [upstreams.{Quoted(entry.Item.Name)}]
            addrs = ["127.0.0.1:{8000 + edit(entry.Item)}"]
            remark = "r"
            [locations.{Quoted(entry.Item.Name)}]
            upstream = {Quoted(entry.Item.Name)}
            path = "/{edit(entry.Item)}"
            [servers.{Quoted(entry.Item.Name)}]
            addr = "127.0.0.1:{9000 + 2 * entry.Index + edit(entry.Item)}"
            locations = [{Quoted(entry.Item.Name)}]

            """);
        return [new ConfigDocument("a.toml", $"{Base}{string.Concat(texts)}")];
    }

    private static string Quoted(string name) =>
        $"\"{string.Concat(name.Select(c => c is '"' or '\\' || char.IsControl(c) ? $"\\u{(int)c:X4}" : $"{c}"))}\"";
}
