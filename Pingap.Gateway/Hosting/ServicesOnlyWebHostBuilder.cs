#pragma warning disable ASPDEPR008 // The interface cannot be implemented without naming the obsolete IWebHost.
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Pingap.Gateway.Hosting;

/// <summary>
/// Lets the public extensions of a web host builder register services in a collection. Kestrel offers its registrations in no other way,
/// and a whole web host would bring its own pipeline, configuration and start.
/// </summary>
internal sealed class ServicesOnlyWebHostBuilder(IServiceCollection services) : IWebHostBuilder
{
    public IWebHostBuilder ConfigureServices(Action<IServiceCollection> configureServices)
    {
        configureServices(services);
        return this;
    }

    public IWebHostBuilder ConfigureServices(Action<WebHostBuilderContext, IServiceCollection> configureServices)
    {
        configureServices(new WebHostBuilderContext(), services);
        return this;
    }

    public IWebHostBuilder ConfigureAppConfiguration(Action<WebHostBuilderContext, IConfigurationBuilder> configureDelegate) =>
        throw new NotSupportedException("There is no application configuration.");

    public string? GetSetting(string key) => null;

    public IWebHostBuilder UseSetting(string key, string? value) => this;

    public IWebHost Build() => throw new NotSupportedException("There is no web host.");
}
