#pragma warning disable // What stands here is wrong on purpose, each in its own way; the rules must see it.
namespace Pingap.Architecture.Tests.Samples.Arrows.High
{
    internal class Thing;

    internal sealed class ThingAttribute : Attribute;

    internal sealed class ThingException : Exception;
}

namespace Pingap.Architecture.Tests.Samples.Arrows.Low
{
    using Pingap.Architecture.Tests.Samples.Arrows.High;

    internal class BaseType : Thing;

    internal class Field
    {
        private Thing? _thing;
    }

    internal class Parameter
    {
        public void Take(Thing thing) { }
    }

    internal class TypeArgument
    {
        public List<Thing[]>? Things { get; }
    }

    internal class Constraint<T>
        where T : Thing;

    [Thing]
    internal class Attribute;

    internal class Body
    {
        public object Make() => new Thing();
    }

    internal class Lambda
    {
        public Func<object> Make() => () => new Thing();
    }

    internal class AsyncBody
    {
        public async Task<object> Make()
        {
            await Task.Yield();
            return new Thing();
        }
    }

    internal class Nested
    {
        private sealed class Inner
        {
            public object Make() => new Thing();
        }
    }

    internal class CaughtException
    {
        public void Try()
        {
            try
            {
                Console.WriteLine();
            }
            catch (ThingException)
            {
            }
        }
    }
}
