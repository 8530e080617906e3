using Pingap.Actors.Configuration;
using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion.Findings;

/// <summary>Collects findings; the same one is kept once, however many entities come of its directive.</summary>
internal sealed class FindingList
{
    private readonly List<Finding> _all = [];
    private readonly HashSet<Finding> _seen = [];
    private readonly HashSet<string> _topics = [];

    /// <summary>All of them, in the order of the files' lines.</summary>
    /// <param name="files">The files in the order they were read.</param>
    public IReadOnlyList<Finding> InOrder(IReadOnlyList<string> files)
    {
        var order = files.Distinct().Select((file, index) => (file, index)).ToDictionary(entry => entry.file, entry => entry.index);
        return [.. _all.OrderBy(finding => order.GetValueOrDefault(finding.Place.File)).ThenBy(finding => finding.Place.Line).ThenBy(finding => finding.Place.Column)];
    }

    /// <summary>Adds something that is only to be known.</summary>
    public void Note(NginxDirective at, string message) => Add(FindingKind.Note, at, message);

    /// <summary>Adds something to be known, but for its first directive only: it would be the same with every other one.</summary>
    public void NoteOnce(string topic, NginxDirective at, string message)
    {
        if (_topics.Add(topic)) Note(at, message);
    }

    /// <summary>Adds something that is left out.</summary>
    public void NotConverted(NginxDirective at, string message) => Add(FindingKind.NotConverted, at, message);

    /// <summary>Adds something that is left out and protected something.</summary>
    public void Security(NginxDirective at, string message) => Add(FindingKind.Security, at, message);

    /// <summary>Adds a finding.</summary>
    public void Add(FindingKind kind, NginxDirective at, string message) => Add(kind, at.Place, at.Name, message);

    private void Add(FindingKind kind, SourcePlace place, string directive, string message)
    {
        var finding = new Finding(kind, place, directive, message);
        if (_seen.Add(finding)) _all.Add(finding);
    }
}
