using System.Text.Json;
using System.Xml.Linq;
using Pingap.Compare.Report;

namespace Pingap.Compare.Tests.Report;

public sealed class ReportTests
{
    private static readonly string[] Lines = MarkdownReport.Write(SomeRun.Report).Split('\n');

    [Fact]
    public void A_cell_has_the_median_the_spread_and_the_ratio() =>
        Assert.Contains("| pingap | 10.0 (9.5–11.0), 0.50 × | 20,000 (19,000–21,000), 2.00 × |", Lines);

    [Fact]
    public void Who_cannot_has_a_dash_and_a_reason()
    {
        Assert.Contains("| caddy | - | - |", Lines);
        Assert.Contains("- caddy: status 502", Lines);
    }

    [Fact]
    public void Failures_and_noise_are_told()
    {
        Assert.Contains("- pingap: 2 of 3,000 requests failed", Lines);
        Assert.Contains(Lines, line => line.StartsWith("- pingap: 1 of 3 rounds are noisy", StringComparison.Ordinal));
    }

    [Fact]
    public void The_machine_and_the_versions_are_told()
    {
        Assert.Contains("Chip & Co, 2 processors, 8 GB", Lines[0], StringComparison.Ordinal);
        Assert.Contains(Lines, line => line.EndsWith("nginx: 1.22.", StringComparison.Ordinal));
    }

    [Fact]
    public void Json_has_everything()
    {
        using var json = JsonDocument.Parse(JsonReport.Write(SomeRun.Report));
        var pingap = json.RootElement.GetProperty("scenarios")[0].GetProperty("targets")[1];
        var cpu = pingap.GetProperty("metrics").GetProperty("cpu_us");

        Assert.Equal((10.0, 0.5), (cpu.GetProperty("median").GetDouble(), cpu.GetProperty("times_nginx").GetDouble()));
        Assert.Equal((4, 2, 3), (pingap.GetProperty("discarded").GetInt32(), pingap.GetProperty("failures").GetInt32(), pingap.GetProperty("rounds").GetArrayLength()));
        Assert.Equal(9.5, pingap.GetProperty("rounds")[2].GetProperty("values").GetProperty("cpu_us").GetDouble());
        Assert.Equal("status 502", json.RootElement.GetProperty("scenarios")[0].GetProperty("targets")[2].GetProperty("reason").GetString());
    }

    [Fact]
    public void A_plot_is_xml_with_a_bar_for_everyone_who_can()
    {
        var scenario = SomeRun.Report.Scenarios[0];
        var svg = XElement.Parse(BarChart.Draw(scenario, scenario.Plotted[0]));
        XNamespace space = "http://www.w3.org/2000/svg";

        var widths = svg.Elements(space + "rect").Skip(1).Select(bar => (double)bar.Attribute("width")!).ToArray();
        Assert.Equal(2, widths.Length);
        Assert.Equal(widths[0] / 2, widths[1], 1);
        Assert.Contains(svg.Elements(space + "text"), text => text.Value == "Small <bodies>");
        Assert.Contains(svg.Elements(space + "text"), text => text.Value == "10.0 (0.50 × nginx)");
    }
}
