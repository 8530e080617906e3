using Grpc.Core;

namespace Pingap.EndToEnd.Tests.Protocols;

/// <summary>A gRPC service with one method of each kind; its messages are plain texts.</summary>
internal static class TalkContract
{
    private const string Service = "pingap.test.Talk";

    public static readonly Method<string, string> Say = Method(MethodType.Unary, nameof(Say));

    public static readonly Method<string, string> Spell = Method(MethodType.ServerStreaming, nameof(Spell));

    public static readonly Method<string, string> Join = Method(MethodType.ClientStreaming, nameof(Join));

    public static readonly Method<string, string> Echo = Method(MethodType.DuplexStreaming, nameof(Echo));

    public static readonly Method<string, string> Wait = Method(MethodType.Unary, nameof(Wait));

    private static Method<string, string> Method(MethodType type, string name) =>
        new(type, Service, name, Marshallers.StringMarshaller, Marshallers.StringMarshaller);
}
