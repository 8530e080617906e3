namespace Pingap.Gateway.Admin.Contract;

/// <summary>The version in force stays.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Awaited">Whether it had awaited confirmation; if not, nothing was to be done.</param>
public sealed record ConfirmAnswer(long Version, bool Awaited);
