namespace Pingap.Actors.Configuration;

/// <summary>A setting of a plugin, free of the language it was written in. Two are equal when they say the same.</summary>
public abstract record OptionValue
{
    private OptionValue()
    {
    }

    /// <summary>A string with the environment's values in it. It may be a secret, so it shows as <c>***</c>.</summary>
    public sealed record Text(string Value) : OptionValue
    {
        /// <inheritdoc/>
        public override string ToString() => "***";
    }

    /// <summary>An integer.</summary>
    public sealed record Number(long Value) : OptionValue;

    /// <summary>A number with a fraction.</summary>
    public sealed record Fraction(double Value) : OptionValue;

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public sealed record Flag(bool Value) : OptionValue;

    /// <summary>A list.</summary>
    public sealed record Sequence(ValueList<OptionValue> Items) : OptionValue;

    /// <summary>A table.</summary>
    /// <param name="Options">In ordinal order of their names, so that the order in the file makes no difference.</param>
    public sealed record Table(ValueList<Entry> Options) : OptionValue
    {
        /// <summary>The setting of that name, or <c>null</c>.</summary>
        public OptionValue? Find(string name)
        {
            foreach (var option in Options)
            {
                if (option.Name == name) return option.Value;
            }

            return null;
        }
    }

    /// <summary>A named setting of a table.</summary>
    /// <param name="Name">The key.</param>
    /// <param name="Value">What it is set to.</param>
    public sealed record Entry(string Name, OptionValue Value);
}
