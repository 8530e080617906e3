using Tomlyn.Syntax;

namespace Pingap.Actors.Configuration.Syntax;

/// <summary>Says where a position of a parsed text stands in the configuration, which is elsewhere for a text inside another.</summary>
internal delegate SourcePlace PlaceOf(TextPosition position);
