using BenchmarkDotNet.Running;
using Pingap.Benchmarks;
using Pingap.Benchmarks.Abuse;
using Pingap.Benchmarks.Flapping;
using Pingap.Benchmarks.Queueing;
using Pingap.Benchmarks.Reloading;

if (args is ["reload", .. var options]) return await ReloadCommand.RunAsync(options);
if (args is ["flap"]) return await FlapCommand.RunAsync();
if (args is ["abuse", .. var attacks]) return await AbuseCommand.RunAsync(attacks);
if (args is ["queue"]) return await QueueCommand.RunAsync();
BenchmarkSwitcher.FromAssembly(typeof(HandoffBenchmarks).Assembly).Run(args);
return 0;
