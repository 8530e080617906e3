using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Pingap.Gateway.Forwarding.Wire;

namespace Pingap.Gateway.Forwarding.Http1;

/// <summary>Copies the head of a backend's response into the response to the client.</summary>
internal static class HeadCopy
{
    /// <summary>Copies it, without what belongs to the connection that it came over (RFC 9110 §7.6.1).</summary>
    /// <param name="from">Has the head, not consumed.</param>
    /// <param name="to">What the client gets; without fields.</param>
    /// <param name="mayPromiseTrailers">Whether trailers reach the client.</param>
    public static void Write(BackendConnection from, IHttpResponseFeature to, bool mayPromiseTrailers)
    {
        var head = from.Head;
        to.StatusCode = head.Status;
        var reason = from.Received[head.Reason];
        // The server knows the usual ones by itself.
        if (!reason.IsEmpty && !Ascii.Equals(reason, ReasonPhrases.GetReasonPhrase(head.Status)))
            to.ReasonPhrase = Encoding.Latin1.GetString(reason);

        var fields = to.Headers;
        Copy(from, fields, mayPromiseTrailers);
        if (head.Status is StatusCodes.Status101SwitchingProtocols) fields.Upgrade = ValuesOf(from, "upgrade"u8);
        // These have none (RFC 9110 §8.6, §15.3.6).
        if (head.HasLength && head.Status is not (StatusCodes.Status101SwitchingProtocols or StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent))
            fields.ContentLength = head.ContentLength;
    }

    private static void Copy(BackendConnection from, IHeaderDictionary to, bool mayPromiseTrailers)
    {
        var head = from.Head;
        var received = from.Received;
        var named = head.NamesFields ? ValuesOf(from, "connection"u8) : default;
        var seen = 0UL;
        for (var i = 0; i < head.Fields.Length; i++)
        {
            ref readonly var field = ref head.Fields[i];
            var (known, value) = from.Memo[i, FieldSection.NameOf(field, received), FieldSection.ValueOf(field, received)];
            if (known.Treatment is FieldTreatment.WrittenAnew || (known.Treatment is FieldTreatment.WithTrailers && !mayPromiseTrailers)) continue;
            if (named.Count > 0 && HopByHop.IsNamed(named, known.Name)) continue;
            var isFirst = known.Mark != 0 && (seen & known.Mark) == 0;
            seen |= known.Mark;
            to[known.Name] = !isFirst && to.TryGetValue(known.Name, out var before) ? StringValues.Concat(before, value) : value;
        }
    }

    /// <summary>The values of a field of a head that was not consumed.</summary>
    /// <param name="from">Has the head.</param>
    /// <param name="name">The field's name in lower case.</param>
    public static StringValues ValuesOf(BackendConnection from, ReadOnlySpan<byte> name)
    {
        var received = from.Received;
        var values = default(StringValues);
        foreach (ref readonly var field in from.Head.Fields)
        {
            if (Octets.IsSame(FieldSection.NameOf(field, received), name))
                values = StringValues.Concat(values, Encoding.Latin1.GetString(FieldSection.ValueOf(field, received)));
        }

        return values;
    }
}
