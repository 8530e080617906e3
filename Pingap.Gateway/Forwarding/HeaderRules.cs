using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Forwarding.Wire;
using Pingap.Gateway.Pipeline;
using Pingap.Gateway.Telemetry;

namespace Pingap.Gateway.Forwarding;

/// <summary>The changes that a location makes to a header, in order. Fields that frame the message are left alone.</summary>
public sealed class HeaderRules
{
    private readonly ReadyRule[] _rules;

    /// <summary>Makes the rules of a configuration ready.</summary>
    public HeaderRules(ValueList<HeaderRule> rules)
    {
        _rules = [.. rules.Where(rule => HopByHop.AllowsRule(rule.Name)).Select(rule => new ReadyRule(rule))];
        AreFixed = Array.TrueForAll(_rules, rule => rule.IsFixed);
    }

    /// <summary>Whether they make the same of the same header each time.</summary>
    public bool AreFixed { get; }

    /// <summary>Whether a field of this name is removed or replaced, so that what a backend says in it reaches nobody.</summary>
    public bool Hides(string name)
    {
        foreach (var rule in _rules)
        {
            if (rule.Action is not HeaderAction.Add && rule.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>Changes the header of a response.</summary>
    public void ApplyTo(IHeaderDictionary header, ProxyContext context, ILogger log)
    {
        foreach (var rule in _rules)
        {
            if (!rule.TryRender(context, out var value))
            {
                ForwardingLog.HeaderRuleLeftOut(log, rule.Name);
                continue;
            }

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
    internal void ApplyTo(OutgoingFields fields, ProxyContext context, ILogger log)
    {
        foreach (var rule in _rules)
        {
            if (!rule.TryRender(context, out var value) || (rule.IsHost && !rule.MakesOneHost(fields, value)))
            {
                ForwardingLog.HeaderRuleLeftOut(log, rule.Name);
                // What was to be replaced must not pass: a backend would take the client's word for ours.
                if (rule is { Action: HeaderAction.Set, IsHost: false }) fields.Remove(rule.Name);
                continue;
            }

            switch (rule.Action)
            {
                case HeaderAction.Set:
                    fields.Set(rule.Name, value);
                    break;
                case HeaderAction.Add:
                    fields.Add(rule.Name, value);
                    break;
                default:
                    fields.Remove(rule.Name);
                    break;
            }
        }
    }

    /// <summary>A rule whose value, where it has no variables, has been checked when the configuration was applied.</summary>
    private sealed class ReadyRule
    {
        private readonly ValueTemplate _template;
        private readonly string? _fixed;
        private readonly bool _isFixedFit;
        private readonly bool _isFixedHost;

        public ReadyRule(HeaderRule rule)
        {
            Action = rule.Action;
            IsHost = rule.Name.Equals("Host", StringComparison.OrdinalIgnoreCase);
            Name = IsHost ? "Host" : rule.Name;
            _template = rule.Value;
            _fixed = rule.Action is HeaderAction.Remove ? "" : Literal(rule.Value);
            _isFixedFit = _fixed is not null && !RequestFields.HasControls(_fixed);
            _isFixedHost = IsHost && _fixed is not null && HostField.IsSendable(_fixed);
        }

        public HeaderAction Action { get; }

        /// <summary>Whether it has no variables, and a value that can be sent.</summary>
        public bool IsFixed => _isFixedFit && (!IsHost || _isFixedHost || Action is HeaderAction.Remove);

        public string Name { get; }

        public bool IsHost { get; }

        /// <summary>The value to send; a value with a line end in it would be a way to write fields of one's own.</summary>
        public bool TryRender(ProxyContext context, out string value)
        {
            value = _fixed ?? _template.Render(context);
            return _fixed is null ? !RequestFields.HasControls(value) : _isFixedFit;
        }

        /// <summary>Whether the request has no more than one Host with this value, and one that backends can read.</summary>
        public bool MakesOneHost(OutgoingFields fields, string value)
        {
            if (Action is HeaderAction.Remove) return true;
            if (Action is HeaderAction.Add && fields.Contains("Host")) return false;
            return _fixed is null ? HostField.IsSendable(value) : _isFixedHost;
        }

        private static string? Literal(ValueTemplate template)
        {
            foreach (var part in template.Parts.AsSpan())
            {
                if (part.Variable is not null) return null;
            }

            return string.Concat(template.Parts.Select(part => part.Text));
        }
    }
}
