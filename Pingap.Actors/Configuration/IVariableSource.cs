namespace Pingap.Actors.Configuration;

/// <summary>Gives the values of variables for one request.</summary>
public interface IVariableSource
{
    /// <summary>The variable's value, or <c>null</c> where the request has none.</summary>
    string? Value(VariableKind variable, string name);
}
