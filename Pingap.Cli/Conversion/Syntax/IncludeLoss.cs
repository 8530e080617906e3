namespace Pingap.Cli.Conversion.Syntax;

/// <summary>What is lost with an <c>include</c> that could not be followed.</summary>
internal enum IncludeLoss
{
    /// <summary>Nothing that means anything here.</summary>
    Nothing,

    /// <summary>Nothing as far as this machine goes: the folder is there, and no file in it matches.</summary>
    NothingHere,

    /// <summary>Nobody knows; it may have been a guard.</summary>
    Unknown,
}
