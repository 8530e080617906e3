using CsCheck;
using Pingap.Actors.Balancing;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Balancing;

public sealed class BackendLoadTests
{
    [Fact]
    public void Weight_zero_admits_nothing() => Assert.False(new BackendLoad(Some.Address(), 0).Admits);

    [Fact]
    public void A_backend_out_of_service_admits_nothing()
    {
        var load = new BackendLoad(Some.Address(), 1);
        load.Admit(Admission.None);
        Assert.False(load.Admits);
    }

    [Fact]
    public void A_trial_admits_exactly_its_places()
    {
        var load = new BackendLoad(Some.Address(), 1);
        load.Admit(Admission.OnTrial(1, 2));
        load.Begin();
        Assert.True(load.Admits);
        load.Begin();
        Assert.False(load.Admits);
    }

    [Fact]
    public void A_trial_that_ends_without_a_verdict_gives_its_place_back()
    {
        var load = new BackendLoad(Some.Address(), 1);
        load.Admit(Admission.OnTrial(1, 1));
        load.End(load.Begin(), isConclusive: false);
        Assert.True(load.Admits);
    }

    [Fact]
    public void A_trial_that_is_interrupted_goes_on_with_the_places_it_had_left()
    {
        var load = new BackendLoad(Some.Address(), 1);
        load.Admit(Admission.OnTrial(1, 2));
        var first = load.Begin();
        load.Begin();
        load.Admit(Admission.None);
        load.Admit(Admission.OnTrial(1, 2));
        Assert.False(load.Admits);
        load.End(first, isConclusive: false);
        Assert.True(load.Admits);
    }

    [Fact]
    public void A_backend_that_begins_anew_has_all_places_in_its_first_trial()
    {
        var load = new BackendLoad(Some.Address(), 1);
        load.Admit(Admission.OnTrial(1, 1));
        load.Begin();
        load.Admit(Admission.All);
        load.Admit(Admission.OnTrial(1, 1));
        Assert.True(load.Admits);
    }

    [Fact]
    public void What_is_forced_takes_no_place_of_a_trial()
    {
        var load = new BackendLoad(Some.Address(), 1) { IsForced = true };
        load.Admit(Admission.OnTrial(3, 1));
        Assert.Equal(3, load.Begin());
        Assert.True(load.Admits);
        Assert.Equal(0, load.Begin());
    }

    [Fact]
    public void A_verdict_keeps_its_place()
    {
        var load = new BackendLoad(Some.Address(), 1);
        load.Admit(Admission.OnTrial(1, 1));
        load.End(load.Begin(), isConclusive: true);
        Assert.False(load.Admits);
    }

    [Fact]
    public void An_end_from_an_earlier_trial_gives_no_place_in_the_next()
    {
        var load = new BackendLoad(Some.Address(), 1);
        load.Admit(Admission.OnTrial(1, 1));
        var early = load.Begin();
        load.Admit(Admission.OnTrial(2, 1));
        load.Begin();
        load.End(early, isConclusive: false);
        Assert.False(load.Admits);
    }

    [Fact]
    public void Requests_in_flight_are_those_begun_and_not_ended() =>
        Gen.Bool.Array[0, 100].Sample(steps =>
        {
            var load = new BackendLoad(Some.Address(), 1);
            var open = 0;
            foreach (var begins in steps)
            {
                if (begins || open == 0)
                {
                    load.Begin();
                    open++;
                }
                else
                {
                    load.End(0, isConclusive: true);
                    open--;
                }
            }

            return load.InFlight == open;
        });
}
