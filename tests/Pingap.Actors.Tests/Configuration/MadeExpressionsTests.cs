using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Tests.Configuration;

public sealed class MadeExpressionsTests
{
    private readonly List<string> _asked = [];
    private readonly MadeExpressions _made;

    public MadeExpressionsTests() => _made = new(pattern =>
    {
        _asked.Add(pattern);
        return new Regex(pattern);
    });

    [Fact]
    public void An_expression_in_use_is_made_once()
    {
        var first = _made.Of("^/a$");
        Assert.Same(first, _made.Of("^/a$"));
    }

    [Fact]
    public void Each_text_has_an_expression_of_its_own()
    {
        var first = _made.Of("^/a$");
        Assert.NotSame(first, _made.Of("^/A$"));
    }

    [Fact]
    public void An_expression_that_nobody_uses_any_more_is_forgotten_and_made_again()
    {
        Use("^/a$");
        GC.Collect();
        Use("^/a$");
        Assert.Equal(["^/a$", "^/a$"], _asked);
    }

    [Fact]
    public void What_is_forgotten_takes_no_place_for_long()
    {
        for (var i = 0; i < 2000; i++)
        {
            Use($"^/{i}$");
            if (i % 200 == 0) GC.Collect();
        }

        Assert.InRange(_made.Count, 1, 1000);
    }

    // In a method of its own, so that nothing on the caller's stack keeps the expression.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Use(string pattern) => Assert.NotNull(_made.Of(pattern));
}
