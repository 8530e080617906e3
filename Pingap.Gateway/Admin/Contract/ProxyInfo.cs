namespace Pingap.Gateway.Admin.Contract;

/// <summary>Which proxy answers at a channel. It is found by this, so that nothing in it has to be waited for.</summary>
/// <param name="Name">The name of the instance (<c>[basic] name</c>).</param>
/// <param name="Pid">The id of its process.</param>
/// <param name="Program">The version of the program, such as <c>0.1.0</c>.</param>
/// <param name="Source">What tells the source of its configuration from others: a full path, an address, <c>--demo</c>.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="Running">The number of the version in force; 0 before the first.</param>
public sealed record ProxyInfo(string Name, int Pid, string Program, string Source, DateTimeOffset StartedAt, long Running);
