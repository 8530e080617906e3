using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Pipeline;
using Pingap.Gateway.Telemetry;

namespace Pingap.Gateway.Forwarding;

/// <summary>The changes that a location makes to a header, in order. Fields that frame the message are left alone.</summary>
public sealed class HeaderRules
{
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c).Where(c => c is not '\t'), '\x7f']);
    private readonly HeaderRule[] _rules;

    /// <summary>Makes the rules of a configuration ready.</summary>
    public HeaderRules(ValueList<HeaderRule> rules) => _rules = [.. rules.Where(rule => HopByHop.AllowsRule(rule.Name))];

    /// <summary>Changes the header of a response.</summary>
    public void ApplyTo(IHeaderDictionary header, ProxyContext context, ILogger log)
    {
        foreach (var rule in _rules)
        {
            if (!TryRender(rule, context, log, out var value)) continue;
            switch (rule.Action)
            {
                case HeaderAction.Set:
                    header[rule.Name] = value;
                    break;
                case HeaderAction.Add:
                    header[rule.Name] = StringValues.Concat(header[rule.Name], value);
                    break;
                default:
                    header.Remove(rule.Name);
                    break;
            }
        }
    }

    /// <summary>Changes the header of a request on its way to a backend.</summary>
    internal void ApplyTo(HttpRequestMessage request, ProxyContext context, ILogger log)
    {
        foreach (var rule in _rules)
        {
            if (!TryRender(rule, context, log, out var value)) continue;
            switch (rule.Action)
            {
                case HeaderAction.Set:
                    RequestHeader.Set(request, rule.Name, value);
                    break;
                case HeaderAction.Add:
                    RequestHeader.Add(request, rule.Name, value);
                    break;
                default:
                    RequestHeader.Remove(request, rule.Name);
                    break;
            }
        }
    }

    /// <summary>The value to send; a value with a line end in it would be a way to write fields of one's own.</summary>
    private static bool TryRender(HeaderRule rule, ProxyContext context, ILogger log, out string value)
    {
        value = rule.Action is HeaderAction.Remove ? "" : rule.Value.Render(context);
        if (!value.AsSpan().ContainsAny(Controls)) return true;
        ForwardingLog.HeaderRuleLeftOut(log, rule.Name);
        return false;
    }
}
