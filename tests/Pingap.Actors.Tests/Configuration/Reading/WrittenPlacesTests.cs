using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;
using Pingap.Actors.Configuration.Syntax;

namespace Pingap.Actors.Tests.Configuration.Reading;

public sealed class WrittenPlacesTests
{
    [Theory]
    [InlineData("locations", 1)]
    [InlineData("locations.api", 2)]
    [InlineData("locations.api.path", 3)]
    [InlineData("locations.api.headers_set", 4)]
    [InlineData("locations.api.headers_set.\"X.Y\"", 5)]
    [InlineData("locations.\"a.b\"", 6)]
    [InlineData("locations.\"a.b\".path", 7)]
    public void Every_table_and_key_is_found(string path, int line) => Assert.Equal(At(line), Places()[path]);

    [Theory]
    [InlineData("locations.other")]
    [InlineData("locations.api.pat")]
    [InlineData("locations.api.paths")]
    [InlineData("locations.api.headers_set.X")]
    [InlineData("locations.\"a.b\"")]
    [InlineData("")]
    [InlineData(".")]
    public void What_is_not_written_has_no_place(string path) => Assert.False(Places(withQuoted: false).ContainsKey(path));

    [Fact]
    public void All_of_them_can_be_listed() => Assert.Equal(
        ["locations", "locations.\"a.b\"", "locations.\"a.b\".path", "locations.api", "locations.api.headers_set", "locations.api.headers_set.\"X.Y\"", "locations.api.path"],
        Places().Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Keys_that_are_added_count_and_leave_the_others_where_they_are()
    {
        var places = Places();
        places.SetKeys("locations.api", At(2), Table(10, ("path", Text(10)), ("headers_set", Text(11)), ("host", Text(12))).Entries);
        Assert.Equal((10, 11, 12), (places["locations.api.path"].Line, places["locations.api.headers_set"].Line, places["locations.api.host"].Line));
        Assert.Equal(At(5), places["locations.api.headers_set.\"X.Y\""]);
        Assert.Equal(places.Keys.Distinct().Count(), places.Count);
    }

    [Fact]
    public void Keys_may_be_added_to_a_table_that_is_not_known()
    {
        var places = new WrittenPlaces();
        places.SetKeys("locations.api", At(2), Table(3, ("path", Text(3))).Entries);
        Assert.Equal((At(2), At(3)), (places["locations.api"], places["locations.api.path"]));
    }

    private static WrittenPlaces Places(bool withQuoted = true)
    {
        var places = new WrittenPlaces();
        places.Add("locations", At(1));
        places.Add("locations", At(99));
        places.Set("locations.api", At(2), Table(3, ("path", Text(3)), ("headers_set", Table(5, ("X.Y", Text(5))))));
        if (withQuoted) places.Set("locations.\"a.b\"", At(6), Table(7, ("path", Text(7))));
        return places;
    }

    private static ConfigNode.TableNode Table(int line, params (string Name, ConfigNode Value)[] entries)
    {
        var table = new ConfigNode.TableNode(At(line));
        foreach (var (name, value) in entries) table.TryAdd(new ConfigNode.TableEntry(name, At(line++), value));
        return table;
    }

    private static ConfigNode.StringNode Text(int line) => new(At(line), "text");

    private static SourcePlace At(int line) => new("p.toml", line, 1);
}
