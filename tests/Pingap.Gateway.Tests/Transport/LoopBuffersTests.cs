using System.Buffers;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Tests.Transport;

public sealed class LoopBuffersTests
{
    private readonly CountingPool _shared = new();

    [Fact]
    public void What_is_given_back_on_its_thread_is_rented_again_there()
    {
        var buffers = Here();
        var block = buffers.Rent(100);
        Assert.Equal(4096, block.Memory.Length);
        block.Dispose();
        Assert.Equal(1, _shared.Rented);
        Assert.Same(block, buffers.Rent());
        Assert.Equal(1, _shared.Rented);
    }

    [Fact]
    public void Another_thread_has_the_shared_pools()
    {
        var buffers = Here();
        var here = buffers.Rent();
        Elsewhere(() =>
        {
            buffers.Rent().Dispose();
            Assert.Equal(1, _shared.Rented);
            here.Dispose();
        });
        Assert.Equal(0, _shared.Rented);
        IMemoryOwner<byte>? there = null;
        Elsewhere(() => there = buffers.Rent());
        there!.Dispose();
        Assert.Equal(0, _shared.Rented);
    }

    [Fact]
    public void No_more_than_64_are_kept()
    {
        var buffers = Here();
        var blocks = Enumerable.Range(0, LoopBuffers.MostKept + 2).Select(_ => buffers.Rent()).ToList();
        Assert.Equal(blocks.Count, blocks.Distinct().Count());
        blocks.ForEach(block => block.Dispose());
        Assert.Equal(64, _shared.Rented);
    }

    [Fact]
    public void A_block_that_is_given_back_twice_is_kept_once()
    {
        var buffers = Here();
        var block = buffers.Rent();
        block.Dispose();
        block.Dispose();
        Assert.NotSame(buffers.Rent(), buffers.Rent());
        Assert.Equal(2, _shared.Rented);
    }

    [Fact]
    public void What_is_kept_goes_back_when_the_thread_ends()
    {
        var buffers = Here();
        var lent = buffers.Rent();
        buffers.Rent().Dispose();
        buffers.KeepNoMore();
        Assert.Equal(1, _shared.Rented);
        lent.Dispose();
        Assert.Equal(0, _shared.Rented);
    }

    [Fact]
    public void More_than_a_block_is_the_shared_pools_to_give_or_refuse() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Here().Rent(4097));

    private static void Elsewhere(Action run)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(run));
        thread.Start();
        Assert.True(thread.Join(TestLoops.Deadline));
        Assert.Null(failure);
    }

    private LoopBuffers Here()
    {
        var buffers = new LoopBuffers(_shared);
        buffers.KeepHere();
        return buffers;
    }
}
