package org.openguides.processing.internal.metrics;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.apache.sling.commons.metrics.Counter;
import org.apache.sling.commons.metrics.Counting;
import org.apache.sling.commons.metrics.Meter;
import org.apache.sling.commons.metrics.MetricsService;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.Reason;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.engine.EngineMetrics;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Counts with Sling Commons Metrics, which publishes each meter and counter in JMX as
 * {@code org.openguides.core:type=Metrics,name=…}. The name is that of the metric, followed by a dot and the value of
 * its label. All of them exist from the beginning, so that a rate sees the first event.
 */
@Component(service = {EngineMetrics.class, Meters.class})
public final class Meters implements EngineMetrics {

    private static final double NANOS = 1e9;

    private final Map<String, Meter> assets = new TreeMap<>();
    private final Map<String, Counter> failures = new TreeMap<>();
    private final Map<Step, Buckets> durations = new EnumMap<>(Step.class);
    private final Map<ThrottleReason, Counter> throttled = new EnumMap<>(ThrottleReason.class);
    private final Buckets batches;
    private final Counter conflicts;
    private final Meter succeeded;
    private final Meter failed;
    private final Meter skipped;
    private final Counter otherFailures;

    @Activate
    public Meters(@Reference(name = "metrics") MetricsService metrics) {
        succeeded = meter(metrics, "succeeded");
        failed = meter(metrics, "failed");
        skipped = meter(metrics, "skipped");
        for (Reason reason : Reason.values()) {
            failures.put(reason.code(), metrics.counter(Family.FAILURES.name() + "." + reason.code()));
        }
        otherFailures = metrics.counter(Family.FAILURES.name() + "." + Reason.OTHER.code());
        for (Step step : Step.values()) {
            durations.put(step, Buckets.ofDurations(metrics, Family.of(step)));
        }
        for (ThrottleReason reason : ThrottleReason.values()) {
            throttled.put(reason, metrics.counter(Family.THROTTLED.name() + "." + label(reason) + ".nanos"));
        }
        batches = Buckets.ofSizes(metrics, Family.BATCH);
        conflicts = metrics.counter(Family.CONFLICTS.name());
    }

    private Meter meter(MetricsService metrics, String outcome) {
        Meter meter = metrics.meter(Family.ASSETS.name() + "." + outcome);
        assets.put(outcome, meter);
        return meter;
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    @SuppressWarnings("NullAway") // each step has its buckets
    public void took(Step step, long nanos) {
        durations.get(step).record(nanos);
    }

    @Override
    public void committed(Counts outcomes, int size) {
        succeeded.mark(outcomes.succeeded());
        failed.mark(outcomes.failed());
        skipped.mark(outcomes.skipped());
        batches.record(size);
    }

    @Override
    public void failed(String reason) {
        failures.getOrDefault(reason, otherFailures).increment();
    }

    @Override
    public void conflicted() {
        conflicts.increment();
    }

    @Override
    @SuppressWarnings("NullAway") // each reason has its counter
    public void throttled(ThrottleReason reason, long nanos) {
        throttled.get(reason).increment(nanos);
    }

    void writeTo(Exposition text) {
        write(text, Family.ASSETS, assets);
        write(text, Family.FAILURES, failures);
        durations.values().forEach(buckets -> buckets.writeTo(text));
        batches.writeTo(text);
        text.begin(Family.CONFLICTS);
        text.sample(Family.CONFLICTS, (double) conflicts.getCount());
        text.begin(Family.THROTTLED);
        throttled.forEach((reason, nanos) -> text.sample(Family.THROTTLED, label(reason), nanos.getCount() / NANOS));
    }

    private static void write(Exposition text, Family family, Map<String, ? extends Counting> byLabel) {
        text.begin(family);
        byLabel.forEach((label, counted) -> text.sample(family, label, (double) counted.getCount()));
    }
}
