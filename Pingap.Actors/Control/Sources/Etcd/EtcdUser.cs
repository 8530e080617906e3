using Pingap.Actors.Configuration;

namespace Pingap.Actors.Control.Sources.Etcd;

/// <summary>Who reads in an etcd that asks.</summary>
public sealed record EtcdUser(string Name, Secret Password);
