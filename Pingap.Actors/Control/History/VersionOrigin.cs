namespace Pingap.Actors.Control.History;

/// <summary>Why, from where and by whom a configuration came into force.</summary>
/// <param name="Cause">What made the proxy take it on.</param>
/// <param name="From">Where its text was: a file, an address of a store, <c>version 3</c>.</param>
/// <param name="By">Who asked for it, as far as that is known: a user of the system, <c>SIGHUP</c>; empty when nobody asked.</param>
public sealed record VersionOrigin(ChangeCause Cause, string From, string By);
