using System.Buffers;
using System.Text;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Tests.Transport;

public sealed class InputBlocksTests
{
    private readonly CountingPool _pool = new();
    private readonly InputBlocks _blocks;

    public InputBlocksTests() => _blocks = new(_pool);

    [Fact]
    public void What_comes_fills_a_block_before_the_next()
    {
        Come("one");
        Come(", two");
        Assert.True(_blocks.All.IsSingleSegment);
        Assert.Equal("one, two", Text());
        Assert.Equal(1, _pool.Rented);
    }

    [Fact]
    public void What_spans_blocks_is_one_sequence()
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i} "));
        for (var at = 0; at < text.Length; at += 1000) Come(text[at..Math.Min(text.Length, at + 1000)]);
        Assert.False(_blocks.All.IsSingleSegment);
        Assert.Equal(text, Text());
        for (var at = 0; at < text.Length; at += 700)
        {
            Assert.Equal(text[at..], Text());
            var to = _blocks.All.GetPosition(Math.Min(700, _blocks.All.Length));
            Assert.Equal(at + 700 >= text.Length, _blocks.Release(to, to));
        }

        Assert.True(_blocks.All.IsEmpty);
        Assert.Equal(0, _pool.Rented);
    }

    [Fact]
    public void What_does_not_fit_the_pool_is_found_elsewhere()
    {
        Assert.InRange(_blocks.Room(32 * 1024).Length, 32 * 1024, int.MaxValue);
        _blocks.Fill(20_000);
        Assert.Equal(20_000, _blocks.All.Length);
        _blocks.Clear();
        Assert.Equal(0, _pool.Rented);
    }

    [Fact]
    public void Room_in_which_nothing_came_is_given_back()
    {
        _blocks.Room(1);
        _blocks.Fill(-1);
        Assert.Equal(0, _pool.Rented);
        Come("some");
        _blocks.Room(4096);
        _blocks.Fill(0);
        Assert.Equal(1, _pool.Rented);
        Assert.Equal("some", Text());
    }

    [Fact]
    public void All_is_examined_where_nothing_lies_behind()
    {
        Come("some");
        var all = _blocks.All;
        Assert.False(_blocks.Release(all.Start, all.GetPosition(3)));
        Assert.True(_blocks.Release(all.Start, all.End));
        Assert.False(_blocks.Release(all.GetPosition(2), all.GetPosition(2)));
        Assert.Equal("me", Text());
        Assert.True(_blocks.Release(all.End, all.End));
        Assert.True(_blocks.Release(default, default));
    }

    [Fact]
    public void Positions_of_something_else_change_nothing()
    {
        Come("some");
        var old = _blocks.All;
        Assert.Throws<InvalidOperationException>(() => _blocks.Release(old.End, old.Start));
        _blocks.Release(old.GetPosition(2), old.End);
        Assert.Throws<InvalidOperationException>(() => _blocks.Release(old.Start, old.End));
        var other = new InputBlocks(_pool);
        Assert.Throws<InvalidOperationException>(() => other.Release(old.Start, old.Start));
        Assert.Equal("me", Text());
    }

    private void Come(string text)
    {
        var count = Encoding.ASCII.GetBytes(text, _blocks.Room(text.Length).Span);
        _blocks.Fill(count);
    }

    private string Text() => Encoding.ASCII.GetString(_blocks.All);
}
