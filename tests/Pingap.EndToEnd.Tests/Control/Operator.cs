using Pingap.Testing.Processes;

namespace Pingap.EndToEnd.Tests.Control;

/// <summary>Somebody who steers running proxies with the real commands.</summary>
/// <param name="stateDir">The state directory.</param>
internal sealed class Operator(string stateDir)
{
    /// <summary>Says a command, and waits for its end.</summary>
    public async Task<Said> SayAsync(params string[] arguments)
    {
        await using var command = PingapProcess.Start(arguments, new Dictionary<string, string?> { ["PINGAP_STATE_DIR"] = stateDir });
        var exit = await command.WaitForExitAsync();
        return new Said(exit, string.Join('\n', command.Output.All), string.Join('\n', command.Errors.All));
    }
}
