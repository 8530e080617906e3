using System.Text;
using Pingap.Gateway.Forwarding.Wire;

namespace Pingap.Gateway.Tests.Forwarding.Wire;

public sealed class FieldMemoTests
{
    private readonly FieldMemo _memo = new();

    [Fact]
    public void The_same_field_in_the_same_place_is_the_same_string()
    {
        var (name, value) = Read(0, "X-Own", "value");
        var again = Read(0, "X-Own", "value");
        Assert.Same(name, again.Name);
        Assert.Same(value, again.Value);
    }

    [Theory]
    [InlineData("X-Own", "other")]
    [InlineData("X-Another", "value")]
    [InlineData("x-own", "value")]
    [InlineData("X-Own", "")]
    [InlineData("X-Own", "\u00e9")]
    public void What_has_changed_is_made_anew(string name, string value)
    {
        Read(0, "X-Own", "value");
        Assert.Equal((name, value), Read(0, name, value));
        Assert.Equal((name, value), Read(0, name, value));
        Assert.Equal(("X-Own", "value"), Read(0, "X-Own", "value"));
    }

    [Fact]
    public void Known_names_are_never_made() => Assert.Same(Read(0, "content-type", "a").Name, new FieldMemo()[3, "CONTENT-TYPE"u8, "b"u8].Field.Name);

    [Fact]
    public void Long_values_and_many_fields_are_read_and_not_kept()
    {
        var value = new string('v', 300);
        Assert.Equal(value, Read(0, "X", value).Value);
        Assert.NotSame(Read(0, "X", value).Value, Read(0, "X", value).Value);
        for (var i = 1; i < 200; i++) Assert.Equal(($"X-{i}", $"{i}"), Read(i, $"X-{i}", $"{i}"));
        for (var i = 1; i < 200; i++) Assert.Equal(($"X-{i}", $"{i + 1}"), Read(i, $"X-{i}", $"{i + 1}"));
    }

    private (string Name, string Value) Read(int index, string name, string value)
    {
        var (field, read) = _memo[index, Encoding.Latin1.GetBytes(name), Encoding.Latin1.GetBytes(value)];
        return (field.Name, read);
    }
}
