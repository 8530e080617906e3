namespace Pingap.Actors.Control.History;

/// <summary>What a history is kept in could not be understood, and was set aside; the next call begins a new one.</summary>
/// <param name="message">Where it was, and where it is now.</param>
/// <param name="damage">What is wrong with it.</param>
public sealed class HistoryDamagedException(string message, Exception damage) : IOException(message, damage);
