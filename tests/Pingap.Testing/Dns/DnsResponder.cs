using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pingap.Testing.Dns;

/// <summary>A DNS server on 127.0.0.1 that says over UDP and TCP what the test has it say (RFC 1035); names it does not know do not exist.</summary>
public sealed class DnsResponder : IAsyncDisposable
{
    private const int HeaderLength = 12;
    private readonly ConcurrentDictionary<string, List<DnsRecord>> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _tcp;
    private readonly Socket _udp;
    private readonly Task _serving;

    /// <summary>Starts one on a free port.</summary>
    public DnsResponder()
    {
        while (true)
        {
            _tcp = new TcpListener(IPAddress.Loopback, 0);
            _tcp.Start();
            _udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                _udp.Bind(_tcp.LocalEndpoint);
                break;
            }
            catch (SocketException)
            {
                // Somebody else has that port for datagrams: another one.
                _udp.Dispose();
                _tcp.Dispose();
            }
        }

        Address = (IPEndPoint)_tcp.LocalEndpoint;
        _serving = Task.WhenAll(ServeDatagramsAsync(), ServeConnectionsAsync());
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>The response code of everything; 0 is success. 2 is a server failure.</summary>
    public int Code { get; set; }

    /// <summary>The only name that the code is for; all when not set.</summary>
    public string? FailingName { get; set; }

    /// <summary>The only type of record that the code is for, such as <c>A</c>; all when not set.</summary>
    public string? FailingType { get; set; }

    /// <summary>Whether it says nothing at all.</summary>
    public bool IsSilent { get; set; }

    /// <summary>What stands behind the header in place of an answer, or <c>null</c>.</summary>
    public byte[]? Nonsense { get; set; }

    /// <summary>Whether what it says over UDP is cut off, so that TCP must be asked.</summary>
    public bool Truncates { get; set; }

    /// <summary>What was asked: <c>name type</c>, over TCP with <c> tcp</c> behind.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>Has a name lead to these records, and no others.</summary>
    public void Set(string name, params DnsRecord[] records) => _names[name.TrimEnd('.')] = [.. records];

    /// <summary>Has a name not exist.</summary>
    public void Remove(string name) => _names.TryRemove(name.TrimEnd('.'), out _);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync();
        _tcp.Dispose();
        _udp.Dispose();
        await _serving;
    }

    private async Task ServeDatagramsAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var received = await _udp.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                if (Answer(buffer.AsSpan(0, received.ReceivedBytes), isTcp: false) is { } answer) await _udp.SendToAsync(answer, SocketFlags.None, received.RemoteEndPoint, _stop.Token);
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeConnectionsAsync()
    {
        try
        {
            while (true)
            {
                using var connection = await _tcp.AcceptTcpClientAsync(_stop.Token);
                await ServeAsync(connection.GetStream());
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        try
        {
            var length = new byte[2];
            while (true)
            {
                await stream.ReadExactlyAsync(length, _stop.Token);
                var question = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
                await stream.ReadExactlyAsync(question, _stop.Token);
                if (Answer(question, isTcp: true) is not { } answer) return;
                BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)answer.Length);
                await stream.WriteAsync(length, _stop.Token);
                await stream.WriteAsync(answer, _stop.Token);
            }
        }
        catch (IOException)
        {
            // Whoever asked has hung up.
        }
    }

    private byte[]? Answer(ReadOnlySpan<byte> question, bool isTcp)
    {
        if (question.Length < HeaderLength) return null;
        var (name, end) = ReadName(question);
        var type = BinaryPrimitives.ReadUInt16BigEndian(question[end..]);
        _asked.Enqueue($"{name} {DnsRecord.NameOf(type)}{(isTcp ? " tcp" : "")}");
        if (IsSilent) return null;
        var isKnown = _names.TryGetValue(name, out var records);
        var isFailing = (FailingName is null || FailingName == name) && (FailingType is null || FailingType == DnsRecord.NameOf(type));
        var code = isFailing ? Code : 0;
        var isCut = Truncates && !isTcp;
        var said = isKnown && code == 0 && !isCut ? records!.Where(record => record.Type == type || record.IsAlias).ToList() : [];

        // (1) header: the id of the question, "answer, recursion wished and had", the code, and how many of each (2) the question again (3) the records
        var answer = new List<byte>();
        answer.AddRange(question[..2]);
        answer.AddRange([(byte)(isCut ? 0x83 : 0x81), (byte)(0x80 | (code != 0 ? code : isKnown ? 0 : 3)), 0, 1, 0, (byte)said.Count, 0, 0, 0, 0]);
        answer.AddRange(question[HeaderLength..(end + 4)]);
        foreach (var record in said) record.WriteTo(answer, name);
        return Nonsense is { } nonsense ? [.. answer.Take(HeaderLength), .. nonsense] : [.. answer];
    }

    private static (string Name, int End) ReadName(ReadOnlySpan<byte> message)
    {
        var labels = new List<string>();
        var at = HeaderLength;
        while (message[at] is > 0 and var length)
        {
            labels.Add(Encoding.ASCII.GetString(message.Slice(at + 1, length)));
            at += length + 1;
        }

        return (string.Join('.', labels), at + 1);
    }
}
