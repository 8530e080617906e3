using Akka.Event;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Comparing;
using Pingap.Actors.Control.History;

namespace Pingap.Actors.Control;

/// <summary>
/// What the log says of the configuration. A source is read again and again: what is wrong with it is said once, until it changes or somebody asks.
/// </summary>
/// <param name="log">The log.</param>
/// <param name="source">What people call the source.</param>
internal sealed class ConfigReports(ILoggingAdapter log, string source)
{
    private ValueList<ConfigProblem> _told = [];
    private ValueList<string> _noticed = [];
    private bool _isLost;

    /// <summary>A version runs.</summary>
    public void Applied(long version, VersionOrigin origin, ConfigChanges changes, ValueList<ConfigProblem> warnings)
    {
        Fine();
        Each(warnings);
        log.Info("configuration version {Version} applied from {Source}: {Changes}{Reason}", version, origin.From, changes, Reason(origin));
    }

    /// <summary>A configuration has errors, or cannot be had.</summary>
    public void Rejected(ValueList<ConfigProblem> problems, long running, bool isAsked)
    {
        if (!isAsked && _told.Equals(problems)) return;
        _told = problems;
        Each(problems);
        log.Error("the configuration was not applied; version {Version} goes on running", running);
    }

    /// <summary>The history could not be read or written.</summary>
    public void HistoryFailed(IOException broken)
    {
        if (broken is HistoryDamagedException) log.Error("the history of the configuration is lost: {Reason}", broken.Message);
        else log.Error("the history of the configuration is not kept on disk: {Reason}", broken.Message);
    }

    /// <summary>The same configuration again.</summary>
    public void Same(VersionOrigin origin, long running, bool isAsked)
    {
        Fine();
        if (isAsked) log.Info("{Source} says nothing new; version {Version} goes on running", origin.From, running);
    }

    /// <summary>How a configuration was chosen, when that is not what one would expect.</summary>
    public void Chosen(ValueList<string> notices)
    {
        if (_noticed.Equals(notices)) return;
        _noticed = notices;
        foreach (var notice in notices) log.Warning("{Notice}", notice);
    }

    /// <summary>A version is undone unless somebody confirms it.</summary>
    public void Awaits(InForce now, InForce.Probation probation) => log.Warning(
        "version {Version} awaits confirmation until {Until:u}; otherwise version {Earlier} comes back",
        now.Version.Number, probation.Until, probation.Otherwise.Version.Number);

    /// <summary>Somebody has confirmed it.</summary>
    public void Confirmed(long version, string by) => log.Info("version {Version} is confirmed by {By}", version, by);

    /// <summary>Nobody has.</summary>
    public void NotConfirmed(InForce now, InForce.Probation probation) => log.Error(
        "version {Version} was not confirmed in time; version {Earlier} comes back", now.Version.Number, probation.Otherwise.Version.Number);

    /// <summary>Somebody asked for what is not to be had.</summary>
    public void Declined(ValueList<ConfigProblem> problems) => Each(problems);

    /// <summary>The source is not there.</summary>
    public void Lost(ValueList<ConfigProblem> problems, long running)
    {
        if (_isLost && _told.Equals(problems)) return;
        (_isLost, _told) = (true, problems);
        Each(problems);
        log.Error("{Source} cannot be reached; version {Version} goes on running", source, running);
    }

    /// <summary>Something was read from the source.</summary>
    public void Back(VersionOrigin origin)
    {
        if (!_isLost || origin.Cause is not (ChangeCause.SourceChanged or ChangeCause.Reloaded)) return;
        log.Info("{Source} can be reached again", source);
        (_isLost, _told) = (false, []);
    }

    private void Fine() => _told = [];

    private static string Reason(VersionOrigin origin) => origin.Cause switch
    {
        ChangeCause.HandedOver => $" (handed over by {origin.By})",
        ChangeCause.RolledBack => $" (rolled back by {origin.By})",
        ChangeCause.NotConfirmed => " (the version before was not confirmed)",
        _ => "",
    };

    private void Each(ValueList<ConfigProblem> problems)
    {
        foreach (var problem in problems)
        {
            log.Log(problem.Severity is ProblemSeverity.Error ? LogLevel.ErrorLevel : LogLevel.WarningLevel, null, "{Problem}", problem.ToLogLine());
        }
    }
}
