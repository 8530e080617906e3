using System.Globalization;
using System.Security;
using System.Text;
using Pingap.Compare.Measuring;

namespace Pingap.Compare.Report;

/// <summary>A metric of a scenario as bars, one for each proxy, with a line from the least to the greatest of its rounds. SVG without anything that would have to be loaded.</summary>
internal static class BarChart
{
    private const int Width = 720;
    private const int Left = 130;
    private const int Right = 190;
    private const int Top = 64;
    private const int Step = 34;
    private const int Thickness = 20;

    /// <summary>Draws it.</summary>
    /// <returns>The text of an SVG file.</returns>
    public static string Draw(ScenarioResult scenario, Metric metric)
    {
        var spreads = scenario.Targets.Select(target => target.Of(metric)).ToArray();
        var greatest = spreads.Max(spread => spread?.Greatest) is { } value and > 0 ? value : 1;
        var height = Top + (Step * scenario.Targets.Count) + 12;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"13\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{Text($"{scenario.Title}: {metric.Heading}")}</title>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{height}\" fill=\"#ffffff\"/>\n");
        Write(svg, 16, 26, scenario.Title, "font-size=\"16\" font-weight=\"bold\"");
        Write(svg, 16, 46, $"{metric.Heading}: median, and from the least to the greatest; less is better", "fill=\"#666666\"");
        for (var i = 0; i < scenario.Targets.Count; i++) Row(svg, scenario, metric, i, greatest);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Row(StringBuilder svg, ScenarioResult scenario, Metric metric, int i, double greatest)
    {
        var target = scenario.Targets[i];
        var y = Top + (Step * i);
        var middle = y + (Thickness / 2);
        Write(svg, Left - 10, middle + 5, target.Target, "text-anchor=\"end\"");
        if (target.Of(metric) is not { } spread)
        {
            Write(svg, Left, middle + 5, "-", "fill=\"#666666\"");
            return;
        }

        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left}\" y=\"{y}\" width=\"{At(spread.Median) - Left:0.0}\" height=\"{Thickness}\" fill=\"{Colour(target.Target)}\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{At(spread.Least):0.0} {middle}H{At(spread.Greatest):0.0}\" stroke=\"#222222\" stroke-width=\"2\"/>\n");
        var ratio = scenario.RatioOf(target, metric) is { } times ? string.Create(CultureInfo.InvariantCulture, $" ({times:0.00} × nginx)") : "";
        Write(svg, At(spread.Greatest) + 8, middle + 5, spread.Median.ToString($"N{metric.Digits}", CultureInfo.InvariantCulture) + ratio, "");

        double At(double value) => Left + (Math.Max(0, value) / greatest * (Width - Left - Right));
    }

    private static void Write(StringBuilder svg, double x, double y, string text, string attributes) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.0}\" y=\"{y:0.0}\" {attributes}>{Text(text)}</text>\n");

    private static string Colour(string target) => target switch
    {
        ScenarioResult.Yardstick => "#8a8f98",
        "haproxy" or "caddy" or "yarp" => "#c4c8ce",
        _ => "#2f6fde",
    };

    private static string Text(string text) => SecurityElement.Escape(text);
}
