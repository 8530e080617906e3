using Pingap.Architecture.Tests.Reading;

namespace Pingap.Architecture.Tests.Rules;

/// <summary>One public type a file, the file named after it.</summary>
internal static class OneTypeAFile
{
    /// <summary>
    /// What is wrong with a file, or <c>null</c>. A type may be spread over <c>Name.Part.cs</c>, and a generic type may have its
    /// companion of the same name beside it.
    /// </summary>
    public static string? Problem(SourceFile file)
    {
        var types = SourceTree.PublicTypes(file);
        var name = Path.GetFileName(file.Path).Split('.')[0];
        return types switch
        {
            [] => null,
            [var only] => only == name ? null : $"{file.Path} declares {only}: a file is named after its type",
            _ => $"{file.Path} declares {string.Join(" and ", types)}: one public type a file",
        };
    }
}
