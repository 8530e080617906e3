using System.Net;
using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Discovery.Dns;

/// <summary>Asks DNS servers, one after the other until one answers; by TCP what does not fit into a datagram.</summary>
internal sealed class DnsServers(ValueList<IPEndPoint> servers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // Nothing is kept from one question to the next: when to ask again is the discovery's to decide.
    private readonly LookupClient _client = new(new LookupClientOptions([.. servers])
    {
        AutoResolveNameServers = false,
        ContinueOnEmptyResponse = false,
        Retries = 1,
        ThrowDnsErrors = false,
        Timeout = Patience,
        UseCache = false,
        UseRandomNameServer = false,
    });

    /// <summary>Who is asked.</summary>
    public ValueList<IPEndPoint> Servers { get; } = servers;

    /// <summary>The IPv4 or IPv6 addresses of a name.</summary>
    /// <param name="name">A full name.</param>
    /// <param name="family">Which.</param>
    /// <param name="cancellation">Gives it up.</param>
    public Task<DnsAnswer<IPAddress>> AddressesAsync(string name, AddressFamily family, CancellationToken cancellation) => family is AddressFamily.InterNetwork
        ? AskAsync<IPAddress>(name, QueryType.A, answers => [.. answers.ARecords().Select(record => record.Address)], cancellation)
        : AskAsync<IPAddress>(name, QueryType.AAAA, answers => [.. answers.AaaaRecords().Select(record => record.Address)], cancellation);

    /// <summary>The machines that offer a service.</summary>
    /// <param name="name">A full name.</param>
    /// <param name="cancellation">Gives it up.</param>
    public Task<DnsAnswer<SrvTarget>> ServicesAsync(string name, CancellationToken cancellation) => AskAsync<SrvTarget>(
        name,
        QueryType.SRV,
        answers => [.. answers.SrvRecords().Select(record => new SrvTarget(record.Target.Value, record.Port, record.Priority, record.Weight))],
        cancellation);

    private async Task<DnsAnswer<T>> AskAsync<T>(
        string name, QueryType type, Func<IReadOnlyList<DnsResourceRecord>, IReadOnlyList<T>> read, CancellationToken cancellation)
    {
        try
        {
            var answer = await _client.QueryAsync(name, type, QueryClass.IN, cancellation).ConfigureAwait(false);
            if (answer.Header.ResponseCode is DnsHeaderResponseCode.NotExistentDomain) return DnsAnswer<T>.Gone($"DNS has no name {name}");
            if (answer.HasError) return DnsAnswer<T>.Failed($"DNS answers {answer.Header.ResponseCode} for {name}");
            var items = read(answer.Answers);
            return items.Count > 0 ? DnsAnswer<T>.Found(items, FreshFor(answer.Answers)) : DnsAnswer<T>.Gone($"DNS has no {type} record for {name}");
        }
        catch (DnsResponseException unanswered)
        {
            cancellation.ThrowIfCancellationRequested();
            return DnsAnswer<T>.Failed($"no answer from {string.Join(", ", Servers)} for {name} ({unanswered.Code})");
        }
        catch (Exception unreachable) when (unreachable is SocketException or IOException)
        {
            return DnsAnswer<T>.Failed($"cannot ask {string.Join(", ", Servers)} for {name}: {unreachable.Message}");
        }
        catch (Exception senseless) when (senseless is not OperationCanceledException)
        {
            // Bytes from the network, read by a library that throws whatever it stumbles over: none of them may end a discovery.
            return DnsAnswer<T>.Failed($"an answer for {name} makes no sense ({senseless.GetType().Name})");
        }
    }

    /// <summary>Names on the way to the address count too: the shortest life is that of the whole answer.</summary>
    private static TimeSpan FreshFor(IReadOnlyList<DnsResourceRecord> answers) => TimeSpan.FromSeconds(answers.Min(record => record.InitialTimeToLive));
}
