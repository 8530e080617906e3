using System.Diagnostics.CodeAnalysis;

namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads texts of one form.</summary>
/// <param name="text">The text, not empty.</param>
/// <param name="value">What it says.</param>
/// <param name="wrong">What is wrong with the text and what would do, to be said after it; repeats nothing of it that could be a secret.</param>
internal delegate bool TextForm<T>(string text, [MaybeNullWhen(false)] out T value, out string wrong);
