namespace Pingap.Actors.Tests.Configuration.Reading;

/// <summary>Finds files of the source tree from wherever the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder!.FullName, "Pingap.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
