namespace Pingap.Gateway.Forwarding;

/// <summary>No connection to a backend; carries the reason through <see cref="HttpClient"/>'s own exceptions.</summary>
public sealed class ConnectException(ForwardError error, Exception inner) : IOException(inner.Message, inner)
{
    /// <summary>A connect error.</summary>
    public ForwardError Error { get; } = error;
}
