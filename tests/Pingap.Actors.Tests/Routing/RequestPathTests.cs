using CsCheck;
using Pingap.Actors.Routing;

namespace Pingap.Actors.Tests.Routing;

public sealed class RequestPathTests
{
    private static readonly Gen<string> Paths = Gen.OneOf(
        "/", "/", "a", "B", ".", "..", "%2e", "%2E", "%2f", "%2F", "%41", "%7e", "%c3%a9", "%", "%4", "%00", "-", "~", "é", " ", "[", "*")
        .List[0, 14].Select(pieces => "/" + string.Concat(pieces));

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/a/b", "/a/b")]
    [InlineData("/%61%7E%2D", "/a~-")]
    [InlineData("/a%2fb", "/a%2Fb")]
    [InlineData("/A%c3%a9", "/A%C3%A9")]
    [InlineData("/%2541", "/%2541")]
    [InlineData("/a/./b", "/a/b")]
    [InlineData("/a/../b", "/b")]
    [InlineData("/a/b/..", "/a/")]
    [InlineData("/a/.", "/a/")]
    [InlineData("/.", "/")]
    [InlineData("/a/..", "/")]
    [InlineData("/a/%2e%2E/b", "/b")]
    [InlineData("/a/.%2e/b", "/b")]
    [InlineData("/a//../b", "/a/b")]
    [InlineData("//a//b", "//a//b")]
    [InlineData("//..", "/")]
    [InlineData("/a/..%2fb", "/a/..%2Fb")]
    [InlineData("/.well-known/...", "/.well-known/...")]
    [InlineData("/a|[b]", "/a|[b]")]
    [InlineData("*", "*")]
    public void A_path_has_one_normal_form(string raw, string normal)
    {
        Assert.Equal(PathStatus.Ok, RequestPath.TryNormalise(raw, out var path));
        Assert.Equal(normal, path);
    }

    [Theory]
    [InlineData("", PathStatus.NotRooted)]
    [InlineData("a/b", PathStatus.NotRooted)]
    [InlineData("*/a", PathStatus.NotRooted)]
    [InlineData("/..", PathStatus.EscapesRoot)]
    [InlineData("/a/../../a", PathStatus.EscapesRoot)]
    [InlineData("/%2e%2e/etc", PathStatus.EscapesRoot)]
    [InlineData("/a/./../..", PathStatus.EscapesRoot)]
    [InlineData("/%", PathStatus.MalformedEscape)]
    [InlineData("/a%4", PathStatus.MalformedEscape)]
    [InlineData("/a%4g", PathStatus.MalformedEscape)]
    [InlineData("/a%/b", PathStatus.MalformedEscape)]
    [InlineData("/a%00", PathStatus.ForbiddenCharacter)]
    [InlineData("/a\0", PathStatus.ForbiddenCharacter)]
    [InlineData("/a\n", PathStatus.ForbiddenCharacter)]
    [InlineData("/a b", PathStatus.ForbiddenCharacter)]
    [InlineData("/a\u007f", PathStatus.ForbiddenCharacter)]
    [InlineData("/é", PathStatus.ForbiddenCharacter)]
    [InlineData("/a#b", PathStatus.ForbiddenCharacter)]
    [InlineData("/a?b", PathStatus.ForbiddenCharacter)]
    public void A_path_that_is_none_is_refused(string raw, PathStatus why)
    {
        Assert.Equal(why, RequestPath.TryNormalise(raw, out var path));
        Assert.Equal("", path);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/users")]
    [InlineData("/.well-known/x")]
    [InlineData("/a%2Fb")]
    public void A_normal_path_is_returned_as_it_is(string raw)
    {
        RequestPath.TryNormalise(raw, out var path);

        Assert.Same(raw, path);
    }

    [Fact]
    public void A_path_longer_than_the_stack_buffer_is_normalised_too()
    {
        var segment = new string('x', 5_000);

        Assert.Equal(PathStatus.Ok, RequestPath.TryNormalise($"/{segment}/../%61", out var path));
        Assert.Equal("/a", path);
    }

    [Fact]
    public void Normalising_twice_changes_nothing_more() => Paths.Sample(raw =>
    {
        if (RequestPath.TryNormalise(raw, out var once) is not PathStatus.Ok) return;
        Assert.Equal(PathStatus.Ok, RequestPath.TryNormalise(once, out var twice));
        Assert.Same(once, twice);
    });

    [Fact]
    public void A_normal_path_has_no_dot_segment_and_no_lower_case_escape() => Paths.Sample(raw =>
    {
        if (RequestPath.TryNormalise(raw, out var path) is not PathStatus.Ok) return;
        Assert.DoesNotContain(path.Split('/'), segment => segment is "." or "..");
        Assert.DoesNotMatch("%([0-9a-f]?[a-f]|[a-f][0-9a-f])", path);
    });

    [Fact]
    public void A_path_escapes_the_root_exactly_where_walking_it_does() => Paths.Sample(raw =>
    {
        var status = RequestPath.TryNormalise(raw, out _);
        if (status is PathStatus.MalformedEscape or PathStatus.ForbiddenCharacter) return;
        Assert.Equal(Escapes(raw), status is PathStatus.EscapesRoot);
    });

    private static bool Escapes(string raw)
    {
        var depth = 0;
        foreach (var segment in raw.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase)[1..].Split('/'))
        {
            if (segment is ".") continue;
            depth += segment is ".." ? -1 : 1;
            if (depth < 0) return true;
        }

        return false;
    }
}
