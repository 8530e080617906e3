using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Pipeline;

/// <summary>A feature of every client connection: which server of the configuration accepted it.</summary>
public interface IListenerFeature
{
    /// <summary>The server whose locations answer. A listener may change hands when configuration is applied.</summary>
    /// <param name="version">The version of the snapshot that the request lives in: listener and snapshot must be of one world.</param>
    ServerName ServerIn(long version);
}
