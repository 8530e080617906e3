using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;
using Pingap.Actors.Control.Sources.Etcd;

namespace Pingap.Cli.Sources;

/// <summary>Where the configuration of a command comes from.</summary>
internal abstract record ConfigOrigin
{
    private ConfigOrigin()
    {
    }

    /// <summary>What problems and summaries call it.</summary>
    public abstract string Name { get; }

    /// <summary>What tells it from every other source of this machine, or <c>null</c> for one that lives and dies with the process.</summary>
    public abstract string? Identity { get; }

    /// <summary>A file, or a directory of files (<c>--config</c>).</summary>
    public sealed record Files(string Path) : ConfigOrigin
    {
        /// <inheritdoc/>
        public override string Identity => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path));

        /// <inheritdoc/>
        public override string Name => ConfigAddress.Parse(Path).ToString();
    }

    /// <summary>Keys in etcd (<c>--config etcd://…</c>).</summary>
    public sealed record Etcd(EtcdAddress Address) : ConfigOrigin
    {
        /// <inheritdoc/>
        public override string Identity => Name;

        /// <inheritdoc/>
        public override string Name => Address.Name;
    }

    /// <summary>A text made from options of the command line, which the user never sees.</summary>
    public sealed record Options(ConfigDocument Document) : ConfigOrigin
    {
        /// <inheritdoc/>
        public override string? Identity => null;

        /// <inheritdoc/>
        public override string Name => Document.File;
    }

    /// <summary>What the value of <c>--config</c> means.</summary>
    /// <param name="text">The value.</param>
    /// <param name="wrong">What is wrong with it; holds no secret.</param>
    /// <returns>The origin, or <c>null</c> when something is wrong.</returns>
    public static ConfigOrigin? TryParse(string text, out ValueList<string> wrong)
    {
        wrong = [];
        if (!EtcdAddressText.IsMeantBy(text)) return new Files(text);
        return EtcdAddressText.TryParse(text, Environment.GetEnvironmentVariable, out var address, out wrong) ? new Etcd(address) : null;
    }

    /// <summary>The problem in the user's words: one with a text made from options speaks of the option, not of the text.</summary>
    public ConfigProblem InUsersWords(ConfigProblem problem) =>
        this is Options ? problem with { Place = null, KeyPath = OptionOf(problem.KeyPath) } : problem;

    private string OptionOf(string keyPath) => keyPath.Split('.')[0] switch
    {
        "servers" => "--addr",
        "locations" => "--domain",
        _ => Name,
    };
}
