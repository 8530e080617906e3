using System.Globalization;

namespace Pingap.Gateway.Admin;

/// <summary>The names of the system's users.</summary>
internal static class UserNames
{
    private const string Accounts = "/etc/passwd";

    /// <summary>The name of a user of this system, or <c>uid 1000</c> when it has none here.</summary>
    public static string Of(uint user)
    {
        try
        {
            return Of(user, File.ReadLines(Accounts));
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            return Nameless(user);
        }
    }

    /// <summary>The same with the lines of <c>passwd(5)</c>: <c>name:password:uid:…</c>.</summary>
    public static string Of(uint user, IEnumerable<string> accounts)
    {
        var number = user.ToString(CultureInfo.InvariantCulture);
        foreach (var account in accounts)
        {
            var fields = account.Split(':', 4);
            if (fields.Length == 4 && fields[2] == number) return fields[0];
        }

        return Nameless(user);
    }

    private static string Nameless(uint user) => string.Create(CultureInfo.InvariantCulture, $"uid {user}");
}
