namespace Pingap.Actors.Configuration.Schema;

/// <summary>What a key takes.</summary>
public enum KeyKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>An integer.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A string such as <c>10s</c>, <c>1m30s</c>, <c>500ms</c>.</summary>
    Duration,

    /// <summary>A string such as <c>10mb</c>, <c>4kib</c>, or an integer of bytes.</summary>
    Size,

    /// <summary>An array of strings.</summary>
    TextList,

    /// <summary>An array of integers.</summary>
    NumberList,

    /// <summary>A table of strings.</summary>
    TextTable,

    /// <summary>A table of strings, or an array of strings <c>"Name: value"</c>.</summary>
    TextTableOrList,

    /// <summary>Anything; the key is not read yet.</summary>
    Any,
}
