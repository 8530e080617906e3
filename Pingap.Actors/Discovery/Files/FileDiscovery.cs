using System.Text;
using Pingap.Actors.Configuration;
using Pingap.Actors.Files;

namespace Pingap.Actors.Discovery.Files;

/// <summary>Reads backends from files, again when these change. A file that is missing or wrong counts for nothing: what it said before holds.</summary>
/// <param name="question">The files.</param>
public sealed class FileDiscovery(DiscoveryQuestion question) : IDiscovery
{
    /// <summary>The largest file that is read, in bytes.</summary>
    private const long LargestFile = 1 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public async Task<DiscoveryReading> ReadAsync(CancellationToken cancellation) =>
        new((await Task.WhenAll(question.How.Files.Select(path => ReadAsync(path, cancellation))).ConfigureAwait(false)).ToValueList());

    /// <inheritdoc/>
    public IDisposable Watch(Action changed)
    {
        var watches = new List<FileWatch>();
        try
        {
            foreach (var path in question.How.Files) watches.Add(new FileWatch(path, changed));
            return new Watches(watches);
        }
        catch
        {
            foreach (var watch in watches) watch.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held open between two readings.
    }

    private async Task<EntryReading> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            // Only a file that has a size: devices and pipes have none, and reading one could go on for ever.
            var size = new FileInfo(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path).Length;
            if (size == 0) return EntryReading.Failed(path, "the file is empty; write one host:port a line");
            if (size > LargestFile) return EntryReading.Failed(path, "the file is larger than 1 MiB; use a smaller one");
            var text = await File.ReadAllTextAsync(path, StrictUtf8, cancellation).ConfigureAwait(false);
            return BackendLines.TryParse(text, question.How.DefaultPort, out var backends, out var wrong)
                ? EntryReading.Found(path, backends)
                : EntryReading.Failed(path, wrong);
        }
        catch (DecoderFallbackException)
        {
            return EntryReading.Failed(path, "the file is not UTF-8; store it as UTF-8");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return EntryReading.Failed(path, unreadable is FileNotFoundException or DirectoryNotFoundException
                ? "there is no such file; make it, with one host:port a line"
                : $"the file cannot be read: {unreadable.Message}");
        }
    }

    private sealed class Watches(List<FileWatch> watches) : IDisposable
    {
        public void Dispose()
        {
            foreach (var watch in watches) watch.Dispose();
        }
    }
}
