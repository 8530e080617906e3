using CsCheck;
using Pingap.Gateway.Frames;
using Pingap.Testing.Http2;

namespace Pingap.Gateway.Tests.Frames;

public sealed class FrameWatcherTests
{
    private const int Streams = 100;

    public static TheoryData<string, byte[], int> Floods => new()
    {
        { nameof(FrameFlood.Settings), WireFrame.Settings(), 50 },
        { nameof(FrameFlood.Settings), WireFrame.Settings([.. Enumerable.Repeat(((ushort)4, 1u), 96)]), 5 },
        { nameof(FrameFlood.Ping), WireFrame.Ping(), 1000 },
        { nameof(FrameFlood.Ping), WireFrame.Ping(WireFrame.Ack), 1000 },
        { nameof(FrameFlood.WindowUpdate), WireFrame.WindowUpdate(0, 1), 1000 },
        { nameof(FrameFlood.WindowUpdate), WireFrame.WindowUpdate(77, 0), 1000 },
        { nameof(FrameFlood.Priority), WireFrame.Priority(5, 3), 500 },
        { nameof(FrameFlood.EmptyData), WireFrame.Data(1, []), 100 },
        { nameof(FrameFlood.EmptyData), WireFrame.Data(1, [3, 0, 0, 0], WireFrame.Padded), 100 },
        { nameof(FrameFlood.Other), WireFrame.Of(0x42, 0xff, 9, new byte[100]), 200 },
        { nameof(FrameFlood.Other), WireFrame.Of(7, 0, 0, new byte[8]), 200 },
        { nameof(FrameFlood.Reset), WireFrame.Reset(1), 200 },
        { nameof(FrameFlood.HeaderBlock), WireFrame.Continuation(1, []), 32 },
        { nameof(FrameFlood.HeaderBlock), WireFrame.Continuation(1, new byte[16384]), 4 },
    };

    [Theory]
    [MemberData(nameof(Floods))]
    public void So_many_frames_are_taken_and_no_more(string flood, byte[] frame, int most)
    {
        var watcher = new FrameWatcher(Streams);
        Assert.Equal(FrameFlood.None, watcher.Watch(WireFrame.Preface, 0, 0, 0));
        for (var i = 0; i < most; i++) Assert.Equal(FrameFlood.None, watcher.Watch(frame, 0, 0, 0));
        Assert.Equal(flood, watcher.Watch(frame, 0, 0, 0).ToString());
    }

    [Fact]
    public void The_verdict_does_not_depend_on_how_octets_are_cut() => Gen.Int[1, 50].Array[1, 20].Sample(cuts =>
    {
        byte[] octets = [.. WireFrame.Preface, .. Enumerable.Repeat(WireFrame.Reset(1), 201).SelectMany(frame => frame)];
        var watcher = new FrameWatcher(Streams);
        var at = 0;
        for (var i = 0; at < octets.Length; i++)
        {
            var end = Math.Min(octets.Length, at + cuts[i % cuts.Length]);
            var flood = watcher.Watch(octets.AsSpan(at, end - at), 0, 0, 0);
            // The last octet that decides is the last of its error code, which is the last of all.
            Assert.Equal(end == octets.Length ? FrameFlood.Reset : FrameFlood.None, flood);
            at = end;
        }
    });

    [Fact]
    public void Requests_and_bodies_are_not_counted()
    {
        var watcher = new FrameWatcher(Streams);
        watcher.Watch(WireFrame.Preface, 0, 0, 0);
        for (var stream = 1; stream < 20_000; stream += 2)
        {
            byte[] request =
            [
                .. WireFrame.Headers(stream, WireFrame.Request("POST", "/"), WireFrame.EndHeaders),
                .. WireFrame.Data(stream, "body"u8),
                .. WireFrame.Data(stream, [], WireFrame.EndStream),
            ];
            Assert.Equal(FrameFlood.None, watcher.Watch(request, 0, 0, 0));
        }
    }

    [Fact]
    public void Streams_that_had_to_be_reset_count_like_those_that_the_client_resets()
    {
        var watcher = new FrameWatcher(Streams);
        watcher.Watch(WireFrame.Preface, 0, 0, 0);
        Assert.Equal(FrameFlood.None, watcher.Watch([0], 0, 0, resets: 200));
        Assert.Equal(FrameFlood.Reset, watcher.Watch([0], 0, 0, resets: 201));
    }

    [Theory]
    [InlineData(1, 200)]
    [InlineData(100, 200)]
    [InlineData(1000, 2000)]
    public void Two_times_all_streams_may_be_reset(int streams, int most)
    {
        var watcher = new FrameWatcher(streams);
        watcher.Watch(WireFrame.Preface, 0, 0, 0);
        for (var i = 0; i < most; i++) Assert.Equal(FrameFlood.None, watcher.Watch(WireFrame.Reset(1), 0, 0, 0));
        Assert.Equal(FrameFlood.Reset, watcher.Watch(WireFrame.Reset(1), 0, 0, 0));
    }

    [Fact]
    public void A_client_that_measures_the_connection_while_it_downloads_goes_on()
    {
        var watcher = new FrameWatcher(Streams);
        watcher.Watch(WireFrame.Preface, 0, 0, 0);
        var sent = 0L;
        // Each PING is answered by 17 octets and comes with a small message of 64: as gRPC does it.
        for (var i = 0; i < 100_000; i++) Assert.Equal(FrameFlood.None, watcher.Watch(WireFrame.Ping(), 0, sent += 17 + 64, 0));
    }

    [Fact]
    public void A_PING_does_not_pay_for_the_next_one()
    {
        var watcher = new FrameWatcher(Streams);
        watcher.Watch(WireFrame.Preface, 0, 0, 0);
        var (sent, count) = (0L, 0);
        while (watcher.Watch(WireFrame.Ping(), 0, sent += 17, 0) is FrameFlood.None) count++;
        Assert.InRange(count, 1000, 2500);
    }
}
