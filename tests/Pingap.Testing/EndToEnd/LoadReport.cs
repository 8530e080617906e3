namespace Pingap.Testing.EndToEnd;

/// <summary>What came of a load.</summary>
/// <param name="Answers">How its requests ended, in no order.</param>
/// <param name="Connections">How many connections its clients needed: as many as there are clients, unless the other side closed some.</param>
public sealed record LoadReport(IReadOnlyList<Answer> Answers, int Connections)
{
    /// <summary>The requests that did not end with status 200.</summary>
    public IReadOnlyList<Answer> Failed => [.. Answers.Where(answer => !answer.IsGood)];

    /// <summary>How many whole answers with status 200 came from a backend.</summary>
    public int From(string backend) => Answers.Count(answer => answer.IsGood && answer.Backend == backend);
}
