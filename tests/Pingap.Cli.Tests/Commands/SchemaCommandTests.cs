using Pingap.Actors.Configuration.Schema;

namespace Pingap.Cli.Tests.Commands;

public sealed class SchemaCommandTests
{
    private readonly CommandLine _pingap = new();

    [Fact]
    public async Task It_prints_the_json_schema()
    {
        Assert.Equal(0, await _pingap.RunAsync("schema"));
        Assert.Equal(JsonSchema.Document, _pingap.Out);
    }

    [Fact]
    public async Task It_prints_the_reference_as_markdown()
    {
        Assert.Equal(0, await _pingap.RunAsync("schema --format markdown"));
        Assert.Equal(KeyReference.Document, _pingap.Out);
    }
}
