using System.Diagnostics;
using System.Net.Http;

namespace Pingap.Gateway.Forwarding;

/// <summary>Sends a second copy of a request that has a <see cref="Hedge"/> when the first is late, and gives the first good answer.</summary>
/// <remarks>
/// (1) send the first copy · (2) give it time · (3) find another backend · (4) send the second · (5) take the first answer that is not one to retry after, else any
/// answer, else the first copy's failure · (6) give the other copy up.
/// </remarks>
internal sealed class HedgingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, request.Options.TryGetValue(IHedged.Key, out var exchange) ? exchange : throw new InvalidOperationException("is of no exchange"), cancellationToken);

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, IHedged exchange, CancellationToken cancellation)
    {
        var hedge = exchange.Hedge!;
        using var first = new Copy(cancellation, exchange.BrokenOff);
        first.Answer = base.SendAsync(request, first.Token);                                                    // (1)
        await ((Task)first.Answer.WaitAsync(hedge.After, cancellation)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // (2)
        var isOver = first.Answer.IsCompleted || cancellation.IsCancellationRequested;
        if (isOver || await hedge.PickAsync().ConfigureAwait(false) is not { } backend)                         // (3)
        {
            exchange.ListenTo(exchange.BrokenOff);
            return await first.Answer.ConfigureAwait(false);
        }

        using var second = new Copy(cancellation, hedge.BrokenOff);
        hedge.Sent();
        second.Answer = base.SendAsync(exchange.CopyOf(request, backend), second.Token);                        // (4)
        await Task.WhenAny(first.Answer, second.Answer).ConfigureAwait(false);                                  // (5)
        if (!IsGood(exchange, first) && !IsGood(exchange, second))
        {
            await Task.WhenAny(first.Answer.IsCompleted ? second.Answer : first.Answer).ConfigureAwait(false);
        }

        var isSecond = IsGood(exchange, second) ? !IsGood(exchange, first) : !IsGood(exchange, first) && second.HasAnswer && !first.HasAnswer;
        var (taken, other) = isSecond ? (second, first) : (first, second);
        hedge.Took(isSecond, other.Result(isOvertaken: isSecond), taken.Elapsed);
        if (isSecond) exchange.Takes(backend);
        exchange.ListenTo(taken.BrokenOff);
        _ = GiveUpAsync(other, hedge);                                                                          // (6)
        return await taken.Answer.ConfigureAwait(false);
    }

    private static async Task GiveUpAsync(Copy copy, Hedge hedge)
    {
        copy.Cancel();
        await ((Task)copy.Answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (copy.HasAnswer) copy.Answer.Result.Dispose();
        hedge.OtherEnded();
    }

    private static bool IsGood(IHedged exchange, Copy copy) => copy.HasAnswer && !exchange.IsPoor((int)copy.Answer.Result.StatusCode);

    /// <param name="cancellation">Ends the exchange.</param>
    /// <param name="brokenOff">Ends this copy alone, because its backend is drained.</param>
    private sealed class Copy(CancellationToken cancellation, CancellationToken brokenOff) : IDisposable
    {
        private readonly CancellationTokenSource _source = CancellationTokenSource.CreateLinkedTokenSource(cancellation, brokenOff);
        private readonly long _since = Stopwatch.GetTimestamp();

        public CancellationToken Token => _source.Token;

        public CancellationToken BrokenOff => brokenOff;

        public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_since);

        /// <summary>The answer, when it is there.</summary>
        public Task<HttpResponseMessage> Answer { get; set; } = null!;

        public bool HasAnswer => Answer.IsCompletedSuccessfully;

        /// <summary>What has become of it until now.</summary>
        /// <param name="isOvertaken">Whether it was sent first, so that it had more time than the other copy.</param>
        public ForwardResult Result(bool isOvertaken)
        {
            if (HasAnswer) return new(ForwardError.Declined, (int)Answer.Result.StatusCode) { FirstByte = Elapsed };
            if (!Answer.IsFaulted) return isOvertaken && !brokenOff.IsCancellationRequested ? new(ForwardError.Overtaken, 0) { FirstByte = Elapsed } : new(ForwardError.GivenUp, 0);
            var error = TransportErrors.OfRequest(Answer.Exception);
            return new(error, 0, Answer.Exception.GetBaseException().Message, TransportErrors.CauseOf(error, Answer.Exception));
        }

        /// <summary>Nobody waits for it any more.</summary>
        public void Cancel() => _source.Cancel();

        public void Dispose() => _source.Dispose();
    }
}
