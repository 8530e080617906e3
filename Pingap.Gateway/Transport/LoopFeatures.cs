using System.Collections;
using Microsoft.AspNetCore.Http.Features;

namespace Pingap.Gateway.Transport;

/// <summary>
/// The features of a connection: those it has itself, and a short list of what others add. Kestrel's own collection would be a dictionary
/// for each idle connection.
/// </summary>
internal sealed class LoopFeatures(object own) : IFeatureCollection
{
    private readonly List<KeyValuePair<Type, object>> _added = new(4);
    private int _revision;

    public bool IsReadOnly => false;

    public int Revision => _revision;

    public object? this[Type key]
    {
        get
        {
            foreach (var (type, feature) in _added)
            {
                if (type == key) return feature;
            }

            return key.IsInterface && key.IsInstanceOfType(own) ? own : null;
        }

        set
        {
            _revision++;
            _added.RemoveAll(feature => feature.Key == key);
            if (value is not null && !ReferenceEquals(value, own)) _added.Add(new(key, value));
        }
    }

    public TFeature? Get<TFeature>() => (TFeature?)this[typeof(TFeature)];

    public void Set<TFeature>(TFeature? instance) => this[typeof(TFeature)] = instance;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _added.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
