namespace Pingap.Benchmarks.Abuse;

/// <summary>Something that clients do to a proxy, for as long as it lets them.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Rounds">How often it is measured: what is over at once needs to be added up to be seen.</param>
/// <param name="RunAsync">Does it, on a port; returns when the proxy has ended it.</param>
internal sealed record Attack(string Name, int Rounds, Func<int, CancellationToken, Task> RunAsync);
