namespace Pingap.Gateway.Listeners;

/// <summary>A client connection as its listener's drain sees it.</summary>
internal interface IOpenConnection
{
    /// <summary>Asks it to end after the requests it is serving: closed when idle, GOAWAY on HTTP/2. May be asked again, and at any time.</summary>
    void RequestClose();

    /// <summary>Ends it now, whatever it is doing.</summary>
    void Abort();
}
