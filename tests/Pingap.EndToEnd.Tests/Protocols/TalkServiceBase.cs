using Grpc.Core;

namespace Pingap.EndToEnd.Tests.Protocols;

/// <summary>What generated code would be: the methods of <see cref="TalkContract"/>, and how a server finds them.</summary>
[BindServiceMethod(typeof(TalkServiceBase), nameof(Bind))]
internal abstract class TalkServiceBase
{
    /// <summary>Tells a server the methods; it looks for the code by their names.</summary>
    public static void Bind(ServiceBinderBase binder, TalkServiceBase? service)
    {
        binder.AddMethod(TalkContract.Say, (UnaryServerMethod<string, string>?)null!);
        binder.AddMethod(TalkContract.Spell, (ServerStreamingServerMethod<string, string>?)null!);
        binder.AddMethod(TalkContract.Join, (ClientStreamingServerMethod<string, string>?)null!);
        binder.AddMethod(TalkContract.Echo, (DuplexStreamingServerMethod<string, string>?)null!);
        binder.AddMethod(TalkContract.Wait, (UnaryServerMethod<string, string>?)null!);
    }

    /// <summary>Answers a text.</summary>
    public abstract Task<string> Say(string request, ServerCallContext context);

    /// <summary>Answers a text letter by letter.</summary>
    public abstract Task Spell(string request, IServerStreamWriter<string> responses, ServerCallContext context);

    /// <summary>Puts texts together.</summary>
    public abstract Task<string> Join(IAsyncStreamReader<string> requests, ServerCallContext context);

    /// <summary>Answers each text with itself.</summary>
    public abstract Task Echo(IAsyncStreamReader<string> requests, IServerStreamWriter<string> responses, ServerCallContext context);

    /// <summary>Does not answer.</summary>
    public abstract Task<string> Wait(string request, ServerCallContext context);
}
