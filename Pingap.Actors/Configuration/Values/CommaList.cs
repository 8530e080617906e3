namespace Pingap.Actors.Configuration.Values;

/// <summary>Lists written in one string.</summary>
internal static class CommaList
{
    /// <summary>The trimmed, non-empty items. A comma inside brackets of any kind belongs to its item, which may be a regular expression.</summary>
    public static List<string> Split(string text)
    {
        var items = new List<string>();
        int start = 0, depth = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : ',';
            if (c is '(' or '[' or '{') depth++;
            else if (c is ')' or ']' or '}') depth--;
            if (i < text.Length && (c is not ',' || depth > 0)) continue;
            var item = text[start..i].Trim();
            if (item.Length > 0) items.Add(item);
            start = i + 1;
        }

        return items;
    }
}
