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
    private const int Latency = 7;
    private static readonly string[] Titles = ["upstream", "backend", "weight", "share", "health", "circuit", "in flight", "latency", "ejected", "state"];

    // Numbers stand at the right of their column.
    private static readonly bool[] AreNumbers = [false, false, true, true, false, false, true, true, false, false];

    /// <summary>The backends of all upstreams.</summary>
    public string Render(UpstreamsAnswer answer)
    {
        var text = new StringBuilder();
        AppendBackends(text, [.. answer.Upstreams.SelectMany(upstream => upstream.Backends.Select(backend => (upstream.Name, backend)))]);
        foreach (var upstream in answer.Upstreams)
        {
            if (upstream.Limit is not null || upstream.Waiting > 0) AppendLoad(text, upstream);
            AppendState(text, upstream);
        }

        return text.ToString();
    }

    /// <summary>The backends of one upstream, and what became of them and why.</summary>
    public string Render(UpstreamInfo upstream)
    {
        var text = new StringBuilder();
        AppendBackends(text, [.. upstream.Backends.Select(backend => (upstream.Name, backend))]);
        AppendLoad(text, upstream);
        AppendState(text, upstream);
        AppendChanges(text, upstream.Name, upstream.Changes);
        foreach (var backend in upstream.Backends) AppendChanges(text, backend.Address, backend.Changes);
        return text.ToString();
    }

    private void AppendBackends(StringBuilder text, (string Upstream, BackendInfo Backend)[] backends)
    {
        var rows = backends.Select(pair => Cells(pair.Upstream, pair.Backend)).ToList();
        var widths = Titles.Select((title, column) => rows.Select(row => row[column].Length).Append(title.Length).Max()).ToArray();
        // Most algorithms do not go by latency, and then nobody keeps it.
        if (!backends.Any(pair => pair.Backend.LatencySeconds is not null)) widths[Latency] = 0;
        Append(text, Titles, widths, Ansi.Dim);
        for (var i = 0; i < rows.Count; i++) Append(text, rows[i], widths, Colour(backends[i].Backend));
    }

    private string[] Cells(string upstream, BackendInfo backend) =>
    [
        upstream.WithoutControls(),
        $"{backend.Address}{(backend.IsBackup ? " backup" : "")}".WithoutControls(),
        Number(backend.Weight) + (backend.Weight == backend.ConfiguredWeight ? "" : $" (configured {Number(backend.ConfiguredWeight)})"),
        backend.Share.ToString("0.##", CultureInfo.InvariantCulture),
        backend.IsHealthy ? "healthy" : "unhealthy",
        Words.Of(backend.Circuit),
        Number(backend.InFlight),
        backend.LatencySeconds is { } latency ? $"{(latency * 1000).ToString("0.#", CultureInfo.InvariantCulture)} ms" : "-",
        backend.EjectedUntil is { } until ? $"for {Times.Left(until, clock)}" : "-",
        State(backend.Drain, backend.InFlight, backend.Streams),
    ];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether it is in, else what is left since when, and until when that may be.</summary>
    private string State(DrainInfo drain, int left, int streams)
    {
        var text = Words.Of(drain.State);
        if (drain.Since is not { } since) return text;
        if (left > 0) text += $", {left} left{(streams > 0 ? $" ({Words.Counted(streams, "stream")})" : "")}";
        text += $", since {Times.Local(since, clock)}";
        if (drain.BrokenOff > 0) text += $", {drain.BrokenOff} broken off";
        if (drain.Deadline is { } deadline) text += $", broken off in {Times.Left(deadline, clock)}";
        return text;
    }

    private static string? Colour(BackendInfo backend) => backend switch
    {
        { Drain.State: DrainState.Draining } => Ansi.Yellow,
        { Drain.State: not DrainState.Active } => Ansi.Dim,
        { IsHealthy: false } or { Circuit: CircuitState.Open } or { EjectedUntil: not null } => Ansi.Red,
        { Circuit: CircuitState.HalfOpen } => Ansi.Yellow,
        _ => null,
    };

    private static void AppendLoad(StringBuilder text, UpstreamInfo upstream)
    {
        var limit = upstream.Limit is { } most ? $" of at most {Number(most)}" : "";
        text.AppendLine($"{upstream.Name}: {Number(upstream.InFlight)} in flight{limit}, {Number(upstream.Waiting)} waiting".WithoutControls());
    }

    /// <summary>What holds for a group as a whole, if anything does.</summary>
    private void AppendState(StringBuilder text, UpstreamInfo upstream)
    {
        if (upstream.Drain.State is not DrainState.Active)
            text.AppendLine($"{upstream.Name} as a whole: {State(upstream.Drain, upstream.InFlight, upstream.Streams)}".WithoutControls().Paint(Ansi.Yellow, colours));
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
        var padded = cells.Select((cell, i) => AreNumbers[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i])).Where((_, i) => widths[i] > 0);
        var line = string.Join("  ", padded).TrimEnd();
        text.AppendLine(colour is null ? line : line.Paint(colour, colours));
    }
}
