using BenchmarkDotNet.Running;
using Pingap.Benchmarks;
using Pingap.Benchmarks.Reloading;

if (args is ["reload", .. var options]) return await ReloadCommand.RunAsync(options);
BenchmarkSwitcher.FromAssembly(typeof(HandoffBenchmarks).Assembly).Run(args);
return 0;
