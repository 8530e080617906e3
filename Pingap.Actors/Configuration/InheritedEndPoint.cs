using System.Globalization;
using System.Net;

namespace Pingap.Actors.Configuration;

/// <summary>A socket that listens already and that the process was started with: by its number, or by the name that systemd gave it (<c>sd_listen_fds(3)</c>).</summary>
/// <param name="name">What follows <c>fd:</c>.</param>
public sealed class InheritedEndPoint(string name) : EndPoint, IEquatable<InheritedEndPoint>
{
    /// <summary>The name, or the number as text.</summary>
    public string Name => name;

    /// <summary>The descriptor's number, or <c>null</c> where it is asked for by name.</summary>
    public int? Number => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <inheritdoc/>
    public bool Equals(InheritedEndPoint? other) => other?.Name == name;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as InheritedEndPoint);

    /// <inheritdoc/>
    public override int GetHashCode() => name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"fd:{name}";
}
