namespace Pingap.Cli.Conversion.Syntax;

/// <summary>What a piece of an nginx configuration is.</summary>
internal enum NginxTokenKind
{
    /// <summary>A word, quoted or not.</summary>
    Word,

    /// <summary><c>;</c></summary>
    Semicolon,

    /// <summary><c>{</c></summary>
    Open,

    /// <summary><c>}</c></summary>
    Close,

    /// <summary>The end of the text.</summary>
    End,

    /// <summary>Something that cannot be read; the text says why.</summary>
    Wrong,
}
