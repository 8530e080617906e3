using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads <c>[locations]</c>.</summary>
/// <param name="context">What every reader needs.</param>
/// <param name="plugins">Has read all plugins.</param>
internal sealed class LocationReader(ReadingContext context, PluginReader plugins)
{
    /// <summary>Reads one location.</summary>
    public LocationConfig Read(SectionEntry entry)
    {
        var table = new TableReader(context, LocationKeys.Section, entry);
        var pathReader = new PathReader(context, table);
        var (path, pathCaptures) = pathReader.Read();
        var (hosts, captures) = Hosts(table, pathCaptures);
        var rewriteReader = new RewriteReader(context, table, path, captures);
        var rewrite = rewriteReader.Read();
        var isPingap = IsWrittenForPingap(table, pathReader.HasMarker || rewriteReader.HasExpression);
        var (requestTimeout, maxRetries) = (table.Time(LocationKeys.RequestTimeout), table.Integer(LocationKeys.MaxRetries));
        return new LocationConfig(
            new LocationName(entry.Name),
            Upstream(table, rewriteReader.Captures),
            path,
            hosts,
            Methods(table),
            Conditions(table),
            Priority(table),
            rewrite,
            RequestHeaders(table, captures),
            ResponseHeaders(table, captures),
            table.Flag(LocationKeys.EnableReverseProxyHeaders) ?? !isPingap,
            table.Size(LocationKeys.ClientMaxBodySize) is > 0 and var size ? size : null,
            maxRetries,
            table.Time(LocationKeys.MaxRetryWindow))
        {
            MaxProcessing = table.Integer(LocationKeys.MaxProcessing) is > 0 and var most ? most : null,
            RetryStatuses = table.Statuses(LocationKeys.RetryStatuses) ?? [],
            RequestTimeout = requestTimeout,
            HedgeAfter = HedgeAfter(table, requestTimeout, maxRetries),
            QueuePriority = table.Integer(LocationKeys.QueuePriority) ?? 0,
            GrpcWeb = table.Flag(LocationKeys.GrpcWeb) ?? false,
            Remark = new FormReader(context, table).Text(LocationKeys.Remark),
            Plugins = plugins.Names(table),
        };
    }

    /// <summary>Whether the table has something that only Pingap writes, and nothing that only the README writes.</summary>
    private static bool IsWrittenForPingap(TableReader table, bool hasPingapForm)
    {
        foreach (var key in LocationKeys.Section.Keys)
        {
            if (!table.Has(key)) continue;
            var dialect = key == LocationKeys.ProxySetHeaders ? table.IsArray(key) ? KeyDialect.Pingap : KeyDialect.Readme : key.Dialect;
            if (dialect is KeyDialect.Readme) return false;
            hasPingapForm |= dialect is KeyDialect.Pingap;
        }

        return hasPingapForm;
    }

    private static TimeSpan? HedgeAfter(TableReader table, TimeSpan? requestTimeout, int? maxRetries)
    {
        var after = table.Time(LocationKeys.HedgeAfter);
        if (after >= requestTimeout)
        {
            var whole = Duration.Show((long)requestTimeout.Value.TotalMilliseconds);
            table.Warning(LocationKeys.HedgeAfter, $"never acts, because a request ends after the {whole} of {LocationKeys.RequestTimeout.Name}; make it shorter, or remove it");
        }

        if (after is not null && maxRetries is 0)
            table.Warning(LocationKeys.HedgeAfter, $"never acts, because {LocationKeys.MaxRetries.Name} = 0 lets no request be sent twice; allow 1, or remove it");
        return after;
    }

    private UpstreamChoice Upstream(TableReader table, RegexGroups captures)
    {
        if (table.Text(LocationKeys.Upstream) is not { } text) return new UpstreamChoice(null, null);
        if (!text.Value.StartsWith('$'))
        {
            context.CheckReference(text, UpstreamKeys.Section, "upstream");
            return new UpstreamChoice(new UpstreamName(text.Value), null);
        }

        var capture = text.Value[1..];
        if (!captures.Names.Contains(capture))
        {
            var nearest = Nearest.To(capture, captures.Names);
            context.Error(text, $"no expression of this location captures {text.Shown}; {(nearest is null ? $"write (?<name>…) in path, host or rewrite" : $"did you mean ${nearest}?")}");
        }

        return new UpstreamChoice(null, capture);
    }

    private (ValueList<HostPattern> Hosts, RegexGroups Captures) Hosts(TableReader table, RegexGroups captures)
    {
        if (table.Text(LocationKeys.Host) is not { } text) return ([], captures);
        var hosts = new List<HostPattern>();
        foreach (var item in CommaList.Split(text.Value))
        {
            if (!HostPatternText.TryParse(item, out var host, out var wrong))
            {
                context.Error(text, $"{text.ShowPart(item)} {wrong}");
                continue;
            }

            hosts.Add(host);
            if (host.Kind is HostPatternKind.Regex) captures = captures.WithNamesOf(RegexGroups.Of(host.Text));
        }

        return (hosts.ToValueList(), captures);
    }

    private ValueList<string> Methods(TableReader table)
    {
        var methods = new List<string>();
        foreach (var text in table.Texts(LocationKeys.MatchMethods))
        {
            if (FieldSyntax.IsToken(text.Value)) methods.Add(text.Value.ToUpperInvariant());
            else context.Error(text, $"{text.Shown} is not a method; write one such as GET");
        }

        return methods.ToValueList();
    }

    private ValueList<MatchCondition> Conditions(TableReader table)
    {
        var conditions = new List<MatchCondition>();
        Add(ConditionSource.Header, LocationKeys.MatchHeaders);
        Add(ConditionSource.Query, LocationKeys.MatchQuery);
        Add(ConditionSource.Cookie, LocationKeys.MatchCookies);
        return conditions.ToValueList();

        void Add(ConditionSource source, KeyDefinition key)
        {
            foreach (var text in table.Texts(key))
            {
                var colon = text.Value.IndexOf(':', StringComparison.Ordinal);
                var name = (colon < 0 ? text.Value : text.Value[..colon]).Trim();
                // The value may be a secret, so the problem does not repeat the text.
                if (name.Length == 0 || (source is not ConditionSource.Query && !FieldSyntax.IsToken(name)))
                    context.Error(text, "does not begin with a name; write \"name:value\", or \"name\" for any value");
                else conditions.Add(new MatchCondition(source, name, colon < 0 ? null : text.Value[(colon + 1)..].Trim()));
            }
        }
    }

    private static int? Priority(TableReader table)
    {
        table.Exclude(LocationKeys.Priority, LocationKeys.Weight);
        return table.Integer(LocationKeys.Priority) ?? table.Integer(LocationKeys.Weight);
    }

    private ValueList<HeaderRule> RequestHeaders(TableReader table, RegexGroups captures)
    {
        var reader = new HeaderReader(context, captures);
        if (table.IsArray(LocationKeys.ProxySetHeaders)) reader.AddLines(HeaderAction.Set, table.RawTexts(LocationKeys.ProxySetHeaders));
        else reader.AddTable(HeaderAction.Set, table.RawTable(LocationKeys.ProxySetHeaders));
        reader.AddLines(HeaderAction.Add, table.RawTexts(LocationKeys.ProxyAddHeaders));
        return reader.Rules;
    }

    private ValueList<HeaderRule> ResponseHeaders(TableReader table, RegexGroups captures)
    {
        var reader = new HeaderReader(context, captures);
        reader.AddLines(HeaderAction.Add, table.RawTexts(LocationKeys.HeadersAdd));
        reader.AddRemovals(table.Texts(LocationKeys.HeadersRemove));
        reader.AddTable(HeaderAction.Set, table.RawTable(LocationKeys.HeadersSet));
        return reader.Rules;
    }
}
