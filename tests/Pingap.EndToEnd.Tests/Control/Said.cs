namespace Pingap.EndToEnd.Tests.Control;

/// <summary>What a command came to.</summary>
/// <param name="Exit">Its exit code.</param>
/// <param name="Out">Its standard output, with line feeds.</param>
/// <param name="Error">Its standard error, with line feeds.</param>
internal sealed record Said(int Exit, string Out, string Error)
{
    /// <summary>Asserts that it went well.</summary>
    public Said Well()
    {
        Assert.True(Exit == 0, $"exit code {Exit}\n{Out}\n{Error}");
        return this;
    }
}
