using Pingap.Actors.Configuration;
using Pingap.Actors.Control;

namespace Pingap.Gateway.Admin.Contract;

/// <summary>Why a request was not done.</summary>
/// <param name="Message">In one sentence that ends without a full stop.</param>
/// <param name="Reason">Why a configuration was refused; <c>null</c> when the trouble is another.</param>
/// <param name="Problems">What is wrong with the configuration; empty when the trouble is another.</param>
public sealed record ErrorAnswer(string Message, ApplyRefusal? Reason, IReadOnlyList<ConfigProblem> Problems);
