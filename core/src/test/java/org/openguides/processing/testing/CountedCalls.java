package org.openguides.processing.testing;

import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.apache.jackrabbit.api.stats.RepositoryStatistics;
import org.apache.jackrabbit.oak.stats.CounterStats;
import org.apache.jackrabbit.oak.stats.GaugeStats;
import org.apache.jackrabbit.oak.stats.HistogramStats;
import org.apache.jackrabbit.oak.stats.MeterStats;
import org.apache.jackrabbit.oak.stats.StatisticsProvider;
import org.apache.jackrabbit.oak.stats.StatsOptions;
import org.apache.jackrabbit.oak.stats.TimerStats;

/** Counts calls to the sessions of a repository with Oak's own statistics. */
final class CountedCalls implements StatisticsProvider {

    private static final Set<String> CALLS = Set.of(
            RepositoryStatistics.Type.SESSION_READ_COUNTER.name(),
            RepositoryStatistics.Type.SESSION_WRITE_COUNTER.name());

    private final AtomicLong calls = new AtomicLong();

    long count() {
        return calls.get();
    }

    @Override
    public MeterStats getMeter(String name, StatsOptions options) {
        return CALLS.contains(name) ? new Meter() : NOOP.getMeter(name, options);
    }

    @Override
    public RepositoryStatistics getStats() {
        return NOOP.getStats();
    }

    @Override
    public CounterStats getCounterStats(String name, StatsOptions options) {
        return NOOP.getCounterStats(name, options);
    }

    @Override
    public TimerStats getTimer(String name, StatsOptions options) {
        return NOOP.getTimer(name, options);
    }

    @Override
    public HistogramStats getHistogram(String name, StatsOptions options) {
        return NOOP.getHistogram(name, options);
    }

    @Override
    public <T> GaugeStats<T> getGauge(String name, Supplier<T> supplier) {
        return NOOP.getGauge(name, supplier);
    }

    private final class Meter implements MeterStats {

        @Override
        public long getCount() {
            return calls.get();
        }

        @Override
        public void mark() {
            calls.incrementAndGet();
        }

        @Override
        public void mark(long n) {
            calls.addAndGet(n);
        }
    }
}
