using Pingap.Cli.Commands;
using Pingap.Cli.Output;

return await PingapCommand.RunAsync(args, Composition.Services(Terminal.OfProcess()), CancellationToken.None);
