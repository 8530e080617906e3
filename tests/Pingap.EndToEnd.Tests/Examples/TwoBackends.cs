using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Examples;

/// <summary>A proxy that runs an example, in front of the two backends that nearly every example has.</summary>
public abstract class TwoBackends : ProxyFixture
{
    /// <summary>The first; its name is <c>first</c>.</summary>
    public Backend First { get; private set; } = null!;

    /// <summary>The second; its name is <c>second</c>.</summary>
    public Backend Second { get; private set; } = null!;

    /// <summary>The names of the backends that answer so many requests for a target, one after another.</summary>
    public async Task<IReadOnlyList<string>> TurnsAsync(int count, string target)
    {
        var turns = new List<string>();
        for (var i = 0; i < count; i++) turns.Add((await Client.ReceivedAsync(target)).Backend);
        return turns;
    }

    /// <summary>The example with real addresses, and what it takes to run it.</summary>
    protected abstract string Toml();

    /// <inheritdoc/>
    protected sealed override async Task<string> ConfigureAsync()
    {
        First = await BackendAsync(new() { Name = "first" });
        Second = await BackendAsync(new() { Name = "second" });
        return Toml();
    }
}
