namespace Pingap.Gateway.Frames;

/// <summary>What a client sent too much of.</summary>
internal enum FrameFlood
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>SETTINGS, by frames and by size.</summary>
    Settings,

    /// <summary>PING and its acknowledgements.</summary>
    Ping,

    /// <summary>WINDOW_UPDATE.</summary>
    WindowUpdate,

    /// <summary>PRIORITY.</summary>
    Priority,

    /// <summary>DATA that moves nothing on.</summary>
    EmptyData,

    /// <summary>Frames of extensions, and others that no client has to send.</summary>
    Other,

    /// <summary>Streams that ended by RST_STREAM, the client's, or ours for what the client did.</summary>
    Reset,

    /// <summary>CONTINUATION frames of one header block, or its size.</summary>
    HeaderBlock,
}
