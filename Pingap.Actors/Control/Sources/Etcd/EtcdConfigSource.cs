using System.Text;
using Etcdserverpb;
using Google.Protobuf;
using Grpc.Core;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Control.Sources.Etcd;

/// <summary>
/// A configuration in etcd: one key that holds everything, or any number of keys below a path, such as one a category or one an item.
/// </summary>
/// <remarks>
/// All keys are read by one request, which is one revision: whoever changes several in one transaction has them seen together.
/// </remarks>
/// <param name="address">Where it stands.</param>
public sealed class EtcdConfigSource(EtcdAddress address) : IConfigSource, IDisposable
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private EtcdConnection? _kept;
    private volatile bool _isDisposed;

    /// <inheritdoc/>
    public string Name => address.Name;

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">The reading was given up.</exception>
    public async Task<SourceReading> ReadAsync(CancellationToken cancellation)
    {
        var failures = new Dictionary<EtcdEndpoint, EtcdFailure>();
        var kept = Interlocked.Exchange(ref _kept, null);
        if (kept is not null && await TryReadAsync(kept, failures, cancellation).ConfigureAwait(false) is { } again) return again;

        // What the kept connection says is not the last word, not even a refusal: it may have lost its connection, or its proof of who asks.
        failures.Clear();
        foreach (var endpoint in address.Endpoints)
        {
            if (failures.Values.Any(failure => failure.IsRefusal)) break;
            if (TryOpen(endpoint, failures) is not { } opened) break;
            if (await TryReadAsync(opened, failures, cancellation).ConfigureAwait(false) is { } reading) return reading;
        }

        return SourceReading.Unreachable(Problem(Said(failures)));
    }

    /// <inheritdoc/>
    public IDisposable Watch(Action changed) => new EtcdWatch(address, changed);

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        Interlocked.Exchange(ref _kept, null)?.Dispose();
    }

    private EtcdConnection? TryOpen(EtcdEndpoint endpoint, Dictionary<EtcdEndpoint, EtcdFailure> failures)
    {
        try
        {
            return EtcdConnection.Open(address, endpoint);
        }
        catch (IOException unusable)
        {
            failures[endpoint] = EtcdFailure.Of(unusable);
            return null;
        }
    }

    /// <summary>What the endpoint says, or <c>null</c> and a failure. Keeps the connection that worked.</summary>
    private async Task<SourceReading?> TryReadAsync(
        EtcdConnection connection, Dictionary<EtcdEndpoint, EtcdFailure> failures, CancellationToken cancellation)
    {
        var works = false;
        try
        {
            var answer = await connection.RangeAsync(cancellation).ConfigureAwait(false);
            works = true;
            return Read(answer);
        }
        catch (RpcException failed)
        {
            cancellation.ThrowIfCancellationRequested();
            failures[connection.Endpoint] = EtcdFailure.Of(failed, address);
            return null;
        }
        finally
        {
            if (works) Keep(connection);
            else connection.Dispose();
        }
    }

    private void Keep(EtcdConnection connection)
    {
        Interlocked.Exchange(ref _kept, connection)?.Dispose();
        if (_isDisposed) Interlocked.Exchange(ref _kept, null)?.Dispose();
    }

    private SourceReading Read(RangeResponse answer)
    {
        var documents = new List<ConfigDocument>();
        var problems = new List<ConfigProblem>();
        foreach (var entry in answer.Kvs)
        {
            if (!EtcdKeys.IsConfiguration(address, entry.Key)) continue;
            var name = EtcdKeys.Name(entry.Key);
            if (TryDecode(entry.Value, out var text)) documents.Add(new ConfigDocument(name, text));
            else problems.Add(new ConfigProblem(ProblemSeverity.Error, new SourcePlace(name, 1, 1), "", "the value is not UTF-8; store it as UTF-8"));
        }

        return documents.Count + problems.Count > 0
            ? new SourceReading(documents.ToValueList(), problems.ToValueList(), IsReachable: true)
            : SourceReading.Unreachable(Problem(address.IsOneKey
                ? $"there is no key {address.Path}; put the configuration there"
                : $"there is no key below {address.Path}/; put the configuration there, such as into {address.Path}/pingap.toml"));
    }

    private static bool TryDecode(ByteString value, out string text)
    {
        try
        {
            text = StrictUtf8.GetString(value.Span);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }

    /// <summary>In the order of the address, so that the same trouble is said in the same words.</summary>
    private string Said(Dictionary<EtcdEndpoint, EtcdFailure> failures)
    {
        var reasons = address.Endpoints.Where(failures.ContainsKey).Select(endpoint => $"{endpoint}: {failures[endpoint].Reason}");
        var remedy = (failures.Values.FirstOrDefault(failure => failure.IsRefusal) ?? failures.Values.First()).Remedy;
        return $"{string.Join("; ", reasons)}; {remedy}";
    }

    private ConfigProblem Problem(string what) => new(ProblemSeverity.Error, null, "", $"{Name} cannot be read: {what}");
}
