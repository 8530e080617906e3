using BenchmarkDotNet.Running;
using Pingap.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(HandoffBenchmarks).Assembly).Run(args);
