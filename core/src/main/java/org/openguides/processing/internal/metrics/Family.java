package org.openguides.processing.internal.metrics;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.engine.EngineMetrics;

/**
 * A metric with all of its label values. Names and units follow the
 * <a href="https://prometheus.io/docs/practices/naming/">conventions of Prometheus</a>; dashboards depend on them.
 *
 * @param name  name of the metric; includes the unit
 * @param kind  type in the exposition format
 * @param help  meaning, a sentence
 * @param label name of its label; null if it has none. Its values are few and do not come from content
 */
record Family(String name, Kind kind, String help, @Nullable String label) {

    /** Types of metrics. */
    enum Kind {
        /** A total that only grows until the bundle restarts. */
        COUNTER,
        /** A present value. */
        GAUGE,
        /** Counts of values by size, and their sum. */
        HISTOGRAM;

        /** Returns the name of the type in the exposition format. */
        String type() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final Family ASSETS = new Family(
            "openguides_assets_total",
            Kind.COUNTER,
            "Assets whose outcome this node has committed, by outcome.",
            "outcome");
    static final Family FAILURES = new Family(
            "openguides_failures_total",
            Kind.COUNTER,
            "Assets whose failure this node has committed, by code of the reason; codes of other bundles count as"
                    + " other.",
            "reason");
    static final Family READ = new Family(
            "openguides_read_seconds",
            Kind.HISTOGRAM,
            "Time to read the bytes of an original, from the moment it is opened.",
            null);
    static final Family PARSE = new Family(
            "openguides_parse_seconds",
            Kind.HISTOGRAM,
            "Time to parse an original, without the time to read its bytes.",
            null);
    static final Family ASSET = new Family(
            "openguides_asset_seconds",
            Kind.HISTOGRAM,
            "Time to process an asset, which includes reading and parsing.",
            null);
    static final Family LINK = new Family(
            "openguides_link_seconds",
            Kind.HISTOGRAM,
            "Time to determine the links of up to 50 assets, such as their parent maps.",
            null);
    static final Family COMMIT =
            new Family("openguides_commit_seconds", Kind.HISTOGRAM, "Time to save a batch in the repository.", null);
    static final Family BATCH = new Family(
            "openguides_batch_assets",
            Kind.HISTOGRAM,
            "Assets in a committed batch, whether they were processed or linked.",
            null);
    static final Family CONFLICTS = new Family(
            "openguides_conflicts_total",
            Kind.COUNTER,
            "Batches that met a conflict or a rejection, and were replayed asset by asset.",
            null);
    static final Family RETRIES = new Family(
            "openguides_retries_total",
            Kind.COUNTER,
            "Commits of any kind that were repeated because of a conflict or a busy store.",
            null);
    static final Family THROTTLED = new Family(
            "openguides_throttled_seconds_total",
            Kind.COUNTER,
            "Time for which workers waited, by reason; several workers count several times.",
            "reason");
    static final Family QUEUE_DEPTH = new Family(
            "openguides_queue_depth",
            Kind.GAUGE,
            "Selections and partitions of the runs coordinated by this node that are queued, deferred or in work.",
            null);
    static final Family WORKERS = new Family("openguides_workers", Kind.GAUGE, "Workers of this node.", null);
    static final Family ABANDONED = new Family(
            "openguides_abandoned_threads",
            Kind.GAUGE,
            "Threads of this node that hang and have been abandoned; at the limit the node accepts no more work.",
            null);
    static final Family RUNS = new Family(
            "openguides_runs",
            Kind.GAUGE,
            "Runs of the cluster that have not ended, by state. Missing while the repository cannot be read.",
            "state");
    static final Family BUILD = new Family(
            "openguides_build_info", Kind.GAUGE, "Always 1; the label is the version of the bundle.", "version");

    /** All metrics in their order. */
    static final List<Family> ALL = List.of(
            ASSETS,
            FAILURES,
            READ,
            PARSE,
            ASSET,
            LINK,
            COMMIT,
            BATCH,
            CONFLICTS,
            RETRIES,
            THROTTLED,
            QUEUE_DEPTH,
            WORKERS,
            ABANDONED,
            RUNS,
            BUILD);

    /** Returns the metric of the durations of a step. */
    static Family of(EngineMetrics.Step step) {
        return switch (step) {
            case READ -> READ;
            case PARSE -> PARSE;
            case ASSET -> ASSET;
            case LINK -> LINK;
            case COMMIT -> COMMIT;
        };
    }
}
