using Pingap.Actors.Configuration.Syntax;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>A table of settings: an entry of a section, or a section without entries.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its key path.</param>
/// <param name="Place">Where its name is written.</param>
/// <param name="Table">What it holds.</param>
internal sealed record SectionEntry(string Name, string Path, SourcePlace Place, ConfigNode.TableNode Table)
{
    /// <summary>Whether all that it includes could be read; if not, a missing key may only be unread.</summary>
    public bool IsWhole { get; init; } = true;
}
