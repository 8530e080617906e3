namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>Where a field stands in the octets of its section.</summary>
/// <param name="Name">Where its name begins.</param>
/// <param name="NameLength">In octets.</param>
/// <param name="Value">Where its value begins, without spaces around it.</param>
/// <param name="ValueLength">In octets.</param>
internal readonly record struct FieldLine(int Name, int NameLength, int Value, int ValueLength);
