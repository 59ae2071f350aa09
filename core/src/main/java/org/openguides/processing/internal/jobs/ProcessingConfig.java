package org.openguides.processing.internal.jobs;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the engine. */
@ObjectClassDefinition(name = "OpenGuides: engine", description = "How bulk runs are executed.")
public @interface ProcessingConfig {

    @AttributeDefinition(
            name = "Assets in a partition",
            description = "Maximum number. Partitions are distributed to workers and nodes; those of small runs are "
                    + "smaller.")
    int partitionSize() default 2000;

    @AttributeDefinition(
            name = "Partitions in flight",
            description = "Maximum number of partitions of one run that are queued or in work at the same time."
                    + " 0: as many as the run has workers; runs share the workers.")
    int partitionsInFlight() default 0;

    @AttributeDefinition(
            name = "Workers of a node",
            description = "Number of partitions that a node works on at the same time. Must equal queue.maxparallel of "
                    + "the queue openguides-partitions.")
    int workers() default 2;

    @AttributeDefinition(
            name = "Seconds of a turn",
            description = "How long a worker works for one run before it switches to another run that has not ended.")
    int turnSeconds() default 2;

    @AttributeDefinition(
            name = "Assets in a batch",
            description = "Maximum number of assets in one commit. Small batches disturb authors less, large "
                    + "ones are faster.")
    int batchSize() default 100;

    @AttributeDefinition(
            name = "Batch seconds",
            description = "A batch is saved after this time even if it is not full.")
    int batchSeconds() default 5;

    @AttributeDefinition(
            name = "Lease seconds",
            description = "A worker that has not saved anything for this time is considered dead, and another one takes"
                    + " over.")
    int leaseSeconds() default 60;

    @AttributeDefinition(
            name = "Seconds for one asset",
            description = "An asset that takes longer fails and is not processed again, and the run continues.")
    int assetSeconds() default 120;

    @AttributeDefinition(
            name = "Seconds for one step",
            description = "A worker that takes longer to link some assets, to read a map or to continue the "
                    + "walk is abandoned, and its work is given to another node or retried.")
    int stepSeconds() default 300;

    @AttributeDefinition(name = "Seconds for one commit", description = "The same for saving a batch.")
    int commitSeconds() default 300;

    @AttributeDefinition(
            name = "Threads left behind",
            description = "A node accepts no work while this many of its workers hang.")
    int abandonedThreads() default 4;

    @AttributeDefinition(
            name = "Seconds of failing",
            description = "Work that fails on one node is given to another one. If there is none, it is retried"
                    + " for this time; then the run ends as FAILURE.")
    int failingSeconds() default 180;

    @AttributeDefinition(
            name = "Attempts",
            description = "A run ends as FAILURE when the server has died this many times in a row without any "
                    + "progress of the run.")
    int attempts() default 5;

    @AttributeDefinition(
            name = "Seconds without a catalog",
            description = "How long a run waits while the database of its catalog is unavailable, before it "
                    + "ends as FAILURE.")
    int catalogSeconds() default 600;

    @AttributeDefinition(
            name = "Compared kilobytes",
            description = "Originals up to this size are read to detect changes that neither their date nor the"
                    + " repository shows.")
    int comparedKilobytes() default 64;

    @AttributeDefinition(
            name = "Renew outdated results",
            description = "Whether a run that skips processed assets processes those again whose results are "
                    + "outdated: written by an earlier version of this product that came to other results.")
    boolean renewOutdated() default true;

    @AttributeDefinition(
            name = "Seconds without a data store",
            description = "How long a run waits while the data store of the repository is unavailable, before "
                    + "it ends as FAILURE. If a single file cannot be read while others can, only its asset"
                    + " fails.")
    int storageSeconds() default 600;

    @AttributeDefinition(
            name = "Seconds until an asset is given up",
            description = "How long an asset that AEM is still processing, or whose file cannot be read, is retried "
                    + "later in the run, before it is skipped or fails.")
    int laterSeconds() default 300;

    @AttributeDefinition(
            name = "Error budget: percent",
            description = "A run ends as FAILURE when more than this share of the last assets failed. 0: no limit.")
    int errorPercent() default 0;

    @AttributeDefinition(
            name = "Error budget: assets",
            description = "Number of latest assets that the error budget considers.")
    int errorWindow() default 200;
}
