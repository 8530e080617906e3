using CsCheck;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Schema;

namespace Pingap.Actors.Tests.Configuration.Reading;

/// <summary>What holds for every key that the schema knows.</summary>
public class EveryKeyTests
{
    private static readonly string[] Pieces =
    [
        "http://", "https:", "//", "/", "?", "#", "@", ":", "[", "]", "%", "%zz", "interval=", "10", "s", ".", ",", "$", "${X}", "$ENV:SECRET", " ", "é", "\ud83d\ude00", "\u0000",
        "xn--", "!", "+", "-", "AES", "{", "tiny", "127.0.0.1", "::1", "99999999999",
    ];

    private static readonly Gen<(int At, string Text)> Strings = Gen.Select(
        Gen.Int[0, OneKey.All.Count() - 1], Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 8].Select(string.Concat), Gen.String[0, 8]));

    public static TheoryData<string, string> Keys(params KeyAvailability[] availabilities)
    {
        var data = new TheoryData<string, string>();
        foreach (var (section, key) in OneKey.All)
        {
            if (availabilities.Length == 0 || availabilities.Contains(key.Availability)) data.Add(section.Name, key.Name);
        }

        return data;
    }

    public static TheoryData<string, string> SecretTexts()
    {
        var data = new TheoryData<string, string>();
        foreach (var (section, key) in OneKey.All.Where(pair => pair.Key is { IsSecret: true, Kind: KeyKind.Text })) data.Add(section.Name, key.Name);
        return data;
    }

    public static TheoryData<string, string, long> NumbersOutOfRange()
    {
        var data = new TheoryData<string, string, long>();
        foreach (var (section, key) in OneKey.All.Where(pair => pair.Key.Kind is KeyKind.Number))
        {
            data.Add(section.Name, key.Name, key.Minimum!.Value - 1);
            data.Add(section.Name, key.Name, key.Maximum!.Value + 1);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Keys), new[] { KeyAvailability.Now })]
    public void The_example_of_a_key_says_nothing_wrong(string section, string key) => Assert.DoesNotContain(
        OneKey.Said(Example(section, key)),
        line => !line.Contains("storages.timeouts.secret", StringComparison.Ordinal)); // fits only a value that is encrypted with it

    [Theory]
    [MemberData(nameof(Keys), new[] { KeyAvailability.Later })]
    public void A_key_that_is_not_acted_on_yet_warns_at_its_place(string section, string key)
    {
        var reading = Example(section, key);
        Assert.Equal(
            [$"p.toml:2:1: warning: {OneKey.Path(section, key)}: is understood but not acted on yet"], reading.Problems.Select(problem => problem.ToString()));
        Assert.NotNull(reading.Config);
    }

    [Theory]
    [MemberData(nameof(Keys), new[] { KeyAvailability.LaterRefused })]
    public void A_key_that_must_not_be_ignored_is_refused_at_its_place(string section, string key) => Assert.Contains(
        $"p.toml:2:1: error: {OneKey.Path(section, key)}: is understood but not acted on yet, and must not be ignored; remove it to run without it",
        Example(section, key).Problems.Select(problem => problem.ToString()));

    [Theory]
    [MemberData(nameof(Keys), new[] { KeyAvailability.Now, KeyAvailability.Later })]
    public void A_value_of_a_kind_that_no_key_takes_is_an_error_at_its_place(string section, string key)
    {
        var reading = OneKey.Read(section, $"{key} = 1.5");
        var line = Assert.Single(OneKey.Said(reading), line => line.Contains(": error: ", StringComparison.Ordinal) && line.StartsWith("p.toml:2:", StringComparison.Ordinal));
        Assert.StartsWith($"p.toml:2:{key.Length + 4}: error: {OneKey.Path(section, key)}: is a fraction; write ", line, StringComparison.Ordinal);
        Assert.Null(reading.Config);
    }

    [Theory]
    [MemberData(nameof(NumbersOutOfRange))]
    public void A_number_out_of_range_is_an_error_at_its_place(string section, string key, long number)
    {
        var line = Assert.Single(OneKey.Said(OneKey.Read(section, $"{key} = {number}")));
        Assert.StartsWith($"p.toml:2:{key.Length + 4}: error: {OneKey.Path(section, key)}: is {number}; use ", line, StringComparison.Ordinal);
    }

    [Fact]
    public void No_string_makes_the_reading_of_a_key_throw() => Strings.Sample(
        (at, text) =>
        {
            var (section, key) = OneKey.All.ElementAt(at);
            var written = $"\"{string.Concat(text.Select(c => $"\\u{(int)c:X4}"))}\"";
            var reading = OneKey.Read(section.Name, $"{key.Name} = {(key.Kind is KeyKind.TextList ? $"[{written}]" : written)}");
            return reading.Config is null == reading.Problems.Any(problem => problem.Severity is ProblemSeverity.Error);
        },
        iter: 3000);

    [Theory]
    [MemberData(nameof(SecretTexts))]
    public void A_wrong_secret_is_not_repeated(string section, string key)
    {
        var problem = Assert.Single(OneKey.Said(OneKey.Read(section, $"{key} = \"hunter2 \\u0001\"")));
        Assert.Contains(": error: ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("basic", "webhook = \"https://h.example/hunter2\"")]
    [InlineData("basic", "sentry = \"https://hunter2@s.example/1\"")]
    [InlineData("basic", "pyroscope = \"http://p.example?password=${SECRET}\"")]
    [InlineData("servers", "otlp_exporter = \"http://u:hunter2@o.example\"")]
    [InlineData("servers", "prometheus_metrics = \"http://u:$ENV:SECRET@g.example/job/x\"")]
    [InlineData("certificates", "dns_service_url = \"https://d.example?token=hunter2\"")]
    [InlineData("upstreams", "algorithm = \"sticky\"\nsticky_secret = \"hunter2 and some more\"")]
    public void A_secret_is_not_shown_by_what_holds_it(string section, string line)
    {
        var entity = OneKey.Entity(OneKey.Read(section, line).Config!, section);
        Assert.Contains("***", entity.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", entity.ToString(), StringComparison.Ordinal);
    }

    private static ConfigReading Example(string section, string key) => OneKey.Read(section, $"{key} = {OneKey.Find(section, key).WrittenExample}");
}
