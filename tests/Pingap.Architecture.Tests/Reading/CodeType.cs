namespace Pingap.Architecture.Tests.Reading;

/// <summary>A type as the house sees it: what is nested in it, by hand or by the compiler, is part of it.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Name">Its name with the number of its type parameters (<c>ValueList`1</c>).</param>
internal readonly record struct CodeType(string Namespace, string Name)
{
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}.{Name}";

    /// <summary>Whether the type lives in a room: a namespace or one below it.</summary>
    public bool IsIn(string room) => Namespace == room || Namespace.StartsWith(room + ".", StringComparison.Ordinal);
}
