using System.Globalization;

namespace Pingap.Compare.Measuring;

/// <summary>A process and all that come from it, at a moment.</summary>
/// <param name="Members">The process itself first.</param>
internal sealed record ProcessTree(IReadOnlyList<ProcessStat> Members)
{
    /// <summary>Looks at a process of this machine.</summary>
    /// <exception cref="InvalidOperationException">There is no such process.</exception>
    public static ProcessTree Read(int root) => Of(root, Running());

    /// <summary>Picks those that come from a process out of all.</summary>
    /// <exception cref="InvalidOperationException">There is no such process.</exception>
    public static ProcessTree Of(int root, IEnumerable<ProcessStat> all)
    {
        var children = all.ToLookup(process => process.Parent);
        var found = children.SelectMany(group => group).Where(process => process.Id == root).ToList();
        if (found.Count == 0) throw new InvalidOperationException($"process {root} has ended");
        for (var i = 0; i < found.Count; i++) found.AddRange(children[found[i].Id]);
        return new ProcessTree(found);
    }

    /// <summary>Processor time that the tree has used since an earlier look, in hundredths of a second.</summary>
    /// <exception cref="InvalidOperationException">One of them has ended meanwhile: what it used is not known.</exception>
    public long TicksSince(ProcessTree earlier)
    {
        var before = earlier.Members.ToDictionary(process => process.Id, process => process.Ticks);
        var used = Members.Sum(process => process.Ticks - (before.Remove(process.Id, out var ticks) ? ticks : 0));
        return before.Count == 0 ? used : throw new InvalidOperationException($"process {before.Keys.First()} ended while it was measured");
    }

    /// <summary>Every process of this machine, now.</summary>
    public static IEnumerable<ProcessStat> Running()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _)) continue;
            if (ReadStat(folder) is { } line) yield return ProcessStat.Parse(line);
        }
    }

    private static string? ReadStat(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "stat"));
        }
        catch (IOException)
        {
            return null; // it has ended between the two looks
        }
    }
}
