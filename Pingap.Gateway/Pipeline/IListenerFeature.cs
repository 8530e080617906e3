using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Pipeline;

/// <summary>A feature of every client connection: which server of the configuration accepted it.</summary>
public interface IListenerFeature
{
    /// <summary>The server whose locations answer. Read it once a request: a listener may change hands when configuration is applied.</summary>
    ServerName Server { get; }
}
