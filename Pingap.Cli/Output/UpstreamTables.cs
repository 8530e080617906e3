using System.Globalization;
using System.Text;
using Pingap.Actors.Health;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Output;

/// <summary>Upstreams and their backends as tables, those marked that get no requests.</summary>
/// <param name="clock">The time, and the zone that times are shown in.</param>
/// <param name="colours">Whether lines are coloured.</param>
internal sealed class UpstreamTables(TimeProvider clock, bool colours)
{
    private const string Indent = "  ";
    private static readonly string[] Titles = ["upstream", "backend", "weight", "health", "circuit", "in flight", "ejected"];

    // Numbers stand at the right of their column.
    private static readonly bool[] AreNumbers = [false, false, true, false, false, true, false];

    /// <summary>The backends of all upstreams.</summary>
    public string Render(UpstreamsAnswer answer)
    {
        var text = new StringBuilder();
        AppendBackends(text, [.. answer.Upstreams.SelectMany(upstream => upstream.Backends.Select(backend => (upstream.Name, backend)))]);
        foreach (var upstream in answer.Upstreams) AppendPanic(text, upstream);
        return text.ToString();
    }

    /// <summary>The backends of one upstream, and what became of them and why.</summary>
    public string Render(UpstreamInfo upstream)
    {
        var text = new StringBuilder();
        AppendBackends(text, [.. upstream.Backends.Select(backend => (upstream.Name, backend))]);
        AppendPanic(text, upstream);
        AppendChanges(text, upstream.Name, upstream.Changes);
        foreach (var backend in upstream.Backends) AppendChanges(text, backend.Address, backend.Changes);
        return text.ToString();
    }

    private void AppendBackends(StringBuilder text, (string Upstream, BackendInfo Backend)[] backends)
    {
        var rows = backends.Select(pair => Cells(pair.Upstream, pair.Backend)).ToList();
        var widths = Titles.Select((title, column) => rows.Select(row => row[column].Length).Append(title.Length).Max()).ToArray();
        Append(text, Titles, widths, Ansi.Dim);
        for (var i = 0; i < rows.Count; i++) Append(text, rows[i], widths, Colour(backends[i].Backend));
    }

    private string[] Cells(string upstream, BackendInfo backend) =>
    [
        upstream.WithoutControls(),
        backend.Address.WithoutControls(),
        backend.Weight.ToString(CultureInfo.InvariantCulture),
        backend.IsHealthy ? "healthy" : "unhealthy",
        Words.Of(backend.Circuit),
        backend.InFlight.ToString(CultureInfo.InvariantCulture),
        backend.EjectedUntil is { } until ? $"for {Times.Left(until, clock)}" : "-",
    ];

    private static string? Colour(BackendInfo backend) => backend switch
    {
        { IsHealthy: false } or { Circuit: CircuitState.Open } or { EjectedUntil: not null } => Ansi.Red,
        { Circuit: CircuitState.HalfOpen } => Ansi.Yellow,
        _ => null,
    };

    private void AppendPanic(StringBuilder text, UpstreamInfo upstream)
    {
        if (upstream.IsPanic)
            text.AppendLine($"too little of {upstream.Name} is available: all its backends are tried".WithoutControls().Paint(Ansi.Yellow, colours));
    }

    private void AppendChanges(StringBuilder text, string of, IReadOnlyList<ChangeInfo> changes)
    {
        if (changes.Count == 0) return;
        text.AppendLine().AppendLine(of.WithoutControls());
        foreach (var change in changes)
        {
            var evidence = change.Evidence.Length > 0 ? $", {change.Evidence}" : "";
            text.Append(Indent).Append(Times.Local(change.At, clock)).Append(Indent).AppendLine($"{change.What}: {change.Cause}{evidence}".WithoutControls());
        }
    }

    private void Append(StringBuilder text, string[] cells, int[] widths, string? colour)
    {
        var padded = cells.Select((cell, i) => AreNumbers[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
        var line = string.Join("  ", padded).TrimEnd();
        text.AppendLine(colour is null ? line : line.Paint(colour, colours));
    }
}
