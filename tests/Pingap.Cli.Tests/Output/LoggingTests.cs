using System.Text.Json;
using Pingap.Actors.Configuration;
using Pingap.Cli.Output;
using Serilog;
using Serilog.Events;

namespace Pingap.Cli.Tests.Output;

public sealed class LoggingTests
{
    private readonly StringWriter _written = new();

    [Fact]
    public void A_readable_line_is_time_level_and_message()
    {
        using var logging = Start();

        logging.Logger.Information("listening on {Scheme}://{Address} (server {Server})", "http", "127.0.0.1:80", "http");

        Assert.Matches(@"^\d\d:\d\d:\d\d\.\d{3} info  listening on http://127\.0\.0\.1:80 \(server http\)\r?\n$", _written.ToString());
    }

    [Fact]
    public void A_message_cannot_forge_a_line()
    {
        using var logging = Start();

        logging.Logger.Warning("no location for {Path}", "/a\n00:00:00.000 error forged\e[2J");

        Assert.Single(Lines());
        Assert.DoesNotContain('\e', _written.ToString());
    }

    [Fact]
    public void A_line_in_JSON_is_one_event_with_its_values()
    {
        using var logging = Start(new LogOptions(Json: true, null));

        logging.Logger.Error(new InvalidOperationException("boom"), "lost {Backend}", "a:1");

        using var line = JsonDocument.Parse(Assert.Single(Lines()));
        Assert.Equal("lost {Backend}", line.RootElement.GetProperty("@mt").GetString());
        Assert.Equal("a:1", line.RootElement.GetProperty("Backend").GetString());
        Assert.Contains("boom", line.RootElement.GetProperty("@x").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "info")]
    [InlineData(null, LogSeverity.Error, "error")]
    [InlineData(LogSeverity.Trace, LogSeverity.Error, "trace")]
    [InlineData(LogSeverity.Debug, null, "debug")]
    public void The_least_severe_level_is_the_option_else_the_configuration_else_info(LogSeverity? option, LogSeverity? basic, string least)
    {
        using var logging = Start(new LogOptions(false, option));
        logging.Apply(BasicConfig.Default with { LogLevel = basic });

        foreach (var level in Enum.GetValues<LogEventLevel>()) logging.Logger.Write(level, "said");

        Assert.Contains($" {least}", Lines()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_configuration_changes_the_format_of_the_lines_to_come()
    {
        using var logging = Start();

        logging.Apply(BasicConfig.Default with { LogFormatJson = true });
        logging.Logger.Information("first");
        logging.Apply(BasicConfig.Default);
        logging.Logger.Information("second");

        Assert.StartsWith("{", Lines()[0], StringComparison.Ordinal);
        Assert.EndsWith(" info  second", Lines()[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics", LogSeverity.Info, 1)]
    [InlineData("Yarp.ReverseProxy.Forwarder", LogSeverity.Info, 0)]
    [InlineData("Yarp.ReverseProxy.Forwarder", LogSeverity.Debug, 2)]
    [InlineData("Akka.Actor.ActorSystem", LogSeverity.Info, 1)]
    [InlineData("Pingap.Gateway.Listeners", LogSeverity.Info, 2)]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics", LogSeverity.Debug, 2)]
    [InlineData("Akka.Actor.ActorSystem", LogSeverity.Debug, 2)]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics", LogSeverity.Error, 0)]
    public void Others_speak_up_from_warnings_on_and_the_forwarder_not_at_all_unless_somebody_debugs(string source, LogSeverity level, int lines)
    {
        using var logging = Start(new LogOptions(false, level));
        var logger = logging.Logger.ForContext("SourceContext", source);

        logger.Information("chatter");
        logger.Warning("warning");

        Assert.Equal(lines, Lines().Count);
    }

    [Fact]
    public void Our_own_actors_are_heard_though_all_actors_share_a_source()
    {
        using var logging = Start();
        var akka = logging.Logger.ForContext("SourceContext", "Akka.Actor.ActorSystem");

        akka.ForContext("ActorPath", "akka://pingap/user/upstreams/api~1").Information("backend is healthy");
        akka.ForContext("ActorPath", "akka://pingap/system/deadLetterListener").Information("dead letter");

        Assert.EndsWith("backend is healthy", Assert.Single(Lines()), StringComparison.Ordinal);
    }

    private Logging Start(LogOptions? options = null) => new(options ?? new LogOptions(false, null), _written, colours: false);

    private List<string> Lines() => [.. _written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r'))];
}
