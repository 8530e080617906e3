using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;

namespace Pingap.Cli.Control;

/// <summary>A configuration that a running proxy shall judge or take on.</summary>
/// <param name="From">Its full path.</param>
/// <param name="Documents">Its texts under their full paths: the proxy may run in another directory.</param>
/// <param name="Named">The same texts under the paths that the user gave.</param>
internal sealed record NewConfig(string From, IReadOnlyList<ConfigDocument> Documents, IReadOnlyList<ConfigDocument> Named)
{
    /// <summary>Reads the file, or the files of the directory, without judging them.</summary>
    /// <returns>The configuration, or <c>null</c> with what cannot be read.</returns>
    public static async Task<(NewConfig? Config, IReadOnlyList<ConfigProblem> Problems)> ReadAsync(string path, CancellationToken cancellation)
    {
        var files = await ConfigFiles.ReadAsync(path, cancellation);
        if (files.Problems.Count > 0) return (null, files.Problems);
        var documents = files.Documents.Select(document => document with { File = Path.GetFullPath(document.File) });
        return (new NewConfig(Path.GetFullPath(path), [.. documents], files.Documents), []);
    }

    /// <summary>The problem under the path that the user gave.</summary>
    public ConfigProblem InUsersWords(ConfigProblem problem)
    {
        if (problem.Place is not { } place) return problem;
        for (var i = 0; i < Documents.Count; i++)
        {
            if (Documents[i].File == place.File) return problem with { Place = place with { File = Named[i].File } };
        }

        return problem;
    }
}
