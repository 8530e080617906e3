#pragma warning disable // What stands here is wrong on purpose; the rules must see it.
namespace Pingap.Architecture.Tests.Samples.Circle.One
{
    internal class First
    {
        public void Go() => Two.Second.Go();

        public static void Come()
        {
        }
    }
}

namespace Pingap.Architecture.Tests.Samples.Circle.Two
{
    internal class Second
    {
        public static void Go()
        {
            void Local() => One.First.Come();
            Local();
        }
    }
}
