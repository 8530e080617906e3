using Pingap.Actors.Queueing;

namespace Pingap.Actors.Upstreams;

/// <summary>The picks of a group that wait until there is room for them. Each is answered exactly once, whatever happens.</summary>
internal sealed class PickQueue
{
    /// <summary>When somebody who found no place may try again. A place is free as soon as any request ends, which nobody can foresee.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly WaitingLine<PickSlot> _line = new();

    /// <summary>How many wait.</summary>
    public int Count => _line.Count;

    /// <summary>How many of them repeat what a backend has seen already.</summary>
    public int Repetitions { get; private set; }

    /// <summary>Whose turn it is, or <c>null</c> when nobody waits.</summary>
    public PickSlot? First => _line.First;

    /// <summary>Whose turn it is after somebody who waits.</summary>
    public PickSlot? After(PickSlot slot) => _line.After(slot);

    /// <summary>Lets a pick wait, or answers it at once when there is no place for it.</summary>
    /// <param name="slot">The pick.</param>
    /// <param name="size">How many may wait.</param>
    /// <param name="most">How long it may wait altogether.</param>
    /// <param name="now">The time.</param>
    /// <returns>Until when it waits at the longest, or <c>null</c> when it does not.</returns>
    public DateTimeOffset? Enter(PickSlot slot, int size, TimeSpan most, DateTimeOffset now)
    {
        var longest = most - slot.Request.Waited;
        slot.IsOwnDeadline = slot.Request.Patience < longest;
        var deadline = now + (slot.IsOwnDeadline ? slot.Request.Patience!.Value : longest);
        slot.Deadline = deadline;
        if (deadline <= now || !_line.TryEnter(slot, size, out var displaced))
        {
            if (deadline <= now) GiveUp(slot);
            else Refuse(slot);
            return null;
        }

        if (slot.Request.IsRepetition) Repetitions++;
        if (displaced is null) return deadline;
        if (displaced.Request.IsRepetition) Repetitions--;
        Refuse(displaced);
        return deadline;
    }

    /// <summary>Answers somebody who waits.</summary>
    public void Answer(PickSlot slot, PickResult result)
    {
        // An answered slot is another request a moment later, so it leaves before.
        Take(slot);
        slot.Answer(result);
    }

    /// <summary>Answers somebody whose client is gone, if that one still waits.</summary>
    public void Leave(PickSlot slot, long ticket)
    {
        if (slot.Ticket == ticket && ((IWaiting<PickSlot>)slot).IsWaiting) Answer(slot, PickResult.Without(PickStatus.Left));
    }

    /// <summary>Answers those who have waited long enough.</summary>
    public void Expire(DateTimeOffset now)
    {
        foreach (var slot in Waiting())
        {
            if (slot.Deadline > now) continue;
            Take(slot);
            GiveUp(slot);
        }
    }

    /// <summary>Answers those who ask by a version of the configuration that holds no more: the newer one may send them elsewhere.</summary>
    /// <param name="since">The oldest version that holds.</param>
    public void Outdate(long since)
    {
        foreach (var slot in Waiting())
        {
            if (slot.Request.Asked?.Number < since) Answer(slot, PickResult.Without(PickStatus.Outdated));
        }
    }

    /// <summary>Answers all of them.</summary>
    public void AnswerAll(PickStatus status)
    {
        foreach (var slot in Waiting()) Answer(slot, PickResult.Without(status));
    }

    /// <summary>When the next of them has waited long enough, or <c>null</c> when nobody waits.</summary>
    public DateTimeOffset? NextDeadline()
    {
        DateTimeOffset? next = null;
        foreach (var slot in Waiting())
        {
            if (next is null || slot.Deadline < next) next = slot.Deadline;
        }

        return next;
    }

    private void Take(PickSlot slot)
    {
        _line.Leave(slot);
        if (slot.Request.IsRepetition) Repetitions--;
    }

    private static void GiveUp(PickSlot slot)
    {
        if (slot.IsOwnDeadline) slot.Answer(PickResult.Without(PickStatus.TimedOut));
        else Refuse(slot);
    }

    private static void Refuse(PickSlot slot) => slot.Answer(PickResult.Without(PickStatus.Saturated, Retry));

    private IEnumerable<PickSlot> Waiting()
    {
        for (var next = _line.First; next is { } slot;)
        {
            // Whoever is answered stands in the line no more.
            next = _line.After(slot);
            yield return slot;
        }
    }
}
