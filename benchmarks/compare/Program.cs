using Pingap.Compare.Backends;
using Pingap.Compare.Running;

if (args is [WorkServer.Verb, .. var ports])
{
    await WorkServer.RunAsync(ports);
    return 0;
}

return await CompareCommand.RunAsync(args);
