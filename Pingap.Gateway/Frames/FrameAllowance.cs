namespace Pingap.Gateway.Frames;

/// <summary>How much of one kind of frame a client may send over a connection.</summary>
/// <param name="Burst">How many at once.</param>
/// <param name="PerSecond">How many more each second.</param>
/// <param name="OctetsPerFrame">How many octets sent to the client allow one more; 0 for none. Who downloads much also has much to acknowledge.</param>
internal readonly record struct FrameAllowance(int Burst, int PerSecond, int OctetsPerFrame);
