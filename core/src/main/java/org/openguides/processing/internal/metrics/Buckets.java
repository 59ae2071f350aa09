package org.openguides.processing.internal.metrics;

import org.apache.sling.commons.metrics.Counter;
import org.apache.sling.commons.metrics.MetricsService;

/**
 * A histogram with fixed buckets, one counter each. Unlike the percentiles of a timer, buckets can be added up over the
 * nodes of a cluster, and recording takes some nanoseconds. Safe for use by multiple threads.
 */
final class Buckets {

    private static final double NANOS = 1e9;

    /** Upper bounds of durations in nanoseconds: from a millisecond to half a minute. */
    private static final long[] DURATIONS = {
        1_000_000L, 5_000_000L, 25_000_000L, 100_000_000L, 250_000_000L, 1_000_000_000L, 5_000_000_000L, 30_000_000_000L
    };

    private static final long[] SIZES = {1, 5, 10, 25, 50, 100, 300};

    private final Family family;
    private final long[] limits;
    private final double[] bounds;
    private final double unit;
    /** One more than there are limits. */
    private final Counter[] counters;

    private final Counter sum;

    private Buckets(MetricsService metrics, Family family, long[] limits, double unit, String sumName) {
        this.family = family;
        this.limits = limits;
        this.unit = unit;
        this.bounds = new double[limits.length];
        this.counters = new Counter[limits.length + 1];
        for (int i = 0; i < limits.length; i++) {
            bounds[i] = limits[i] / unit;
            counters[i] = metrics.counter(family.name() + "_bucket." + Exposition.number(bounds[i]));
        }
        counters[limits.length] = metrics.counter(family.name() + "_bucket.inf");
        this.sum = metrics.counter(sumName);
    }

    /** Creates a histogram of durations, which are recorded in nanoseconds and exposed in seconds. */
    static Buckets ofDurations(MetricsService metrics, Family family) {
        return new Buckets(metrics, family, DURATIONS, NANOS, family.name() + "_sum.nanos");
    }

    /** Creates a histogram of numbers of assets. */
    static Buckets ofSizes(MetricsService metrics, Family family) {
        return new Buckets(metrics, family, SIZES, 1, family.name() + "_sum");
    }

    /** Records a value. */
    void record(long value) {
        int bucket = 0;
        while (bucket < limits.length && value > limits[bucket]) {
            bucket++;
        }
        counters[bucket].increment();
        sum.increment(value);
    }

    void writeTo(Exposition text) {
        long[] counts = new long[counters.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = counters[i].getCount();
        }
        text.begin(family);
        text.histogram(family, bounds, counts, sum.getCount() / unit);
    }
}
