using System.CommandLine;
using Pingap.Actors.Control.Sources.Etcd;
using Pingap.Cli.Control;
using Pingap.Cli.Output;

namespace Pingap.Cli.Commands;

/// <summary>The option <c>--config</c> of commands that hand a configuration to a running proxy.</summary>
internal static class NewConfigOption
{
    /// <summary>A new one; an option belongs to one command.</summary>
    public static Option<string> Create()
    {
        var option = ConfigOption.Create();
        option.Required = true;
        option.HelpName = "FILE|DIR";
        option.Description = "The new configuration: a TOML file, or a directory of them. Environment variables in it are the proxy's.";
        option.Validators.Clear();
        option.Validators.Add(value =>
        {
            // Quotes nothing: an address may hold a password.
            if (value.Tokens is [{ Value: var text }] && EtcdAddressText.IsMeantBy(text))
                value.AddError("--config: only a file or a directory can be handed over; what stands in etcd is applied by the proxies that run by it");
        });
        return option;
    }

    /// <summary>Reads what it names, or prints why that cannot be read.</summary>
    public static async Task<NewConfig?> ReadAsync(string path, Terminal terminal, CancellationToken cancellation)
    {
        var (config, problems) = await NewConfig.ReadAsync(path, cancellation);
        ProblemPrinter.ToError(terminal).Print(problems, []);
        return config;
    }
}
