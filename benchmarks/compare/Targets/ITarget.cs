namespace Pingap.Compare.Targets;

/// <summary>A proxy that can be compared.</summary>
internal interface ITarget
{
    /// <summary>Its name in tables and options.</summary>
    string Name { get; }

    /// <summary>The program of the system that it is, or <c>null</c> if it was built with this one.</summary>
    string? Program { get; }

    /// <summary>Whether it gets faster while it runs, and has to be warmed before it is measured.</summary>
    bool WarmsUp { get; }

    /// <summary>What it answers when asked for its version: the command, or <c>null</c> where <see cref="BuiltVersion"/> says it.</summary>
    IReadOnlyList<string> VersionArguments { get; }

    /// <summary>The version, of what was built with this program.</summary>
    string? BuiltVersion => null;

    /// <summary>Writes its configuration, and says how it is started.</summary>
    Launch Prepare(Site site);
}
