using System.Net;
using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion.Listening;

/// <summary>One address that a server listens on.</summary>
/// <param name="Address">The address.</param>
/// <param name="IsDefault">Whether the server is the default one there.</param>
/// <param name="IsTls">Whether TLS is spoken.</param>
/// <param name="IsHttp2">Whether HTTP/2 is spoken, as the address itself says.</param>
/// <param name="Directive">Where it says so.</param>
internal sealed record ListenAddressUse(EndPoint Address, bool IsDefault, bool IsTls, bool IsHttp2, NginxDirective Directive);
