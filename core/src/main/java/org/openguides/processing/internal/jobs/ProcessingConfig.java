package org.openguides.processing.internal.jobs;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the engine. */
@ObjectClassDefinition(name = "OpenGuides: engine", description = "How bulk runs are worked on.")
public @interface ProcessingConfig {

    @AttributeDefinition(
            name = "Assets in a partition",
            description = "The most. Partitions are what workers and nodes share out; those of small runs are smaller.")
    int partitionSize() default 2000;

    @AttributeDefinition(
            name = "Partitions in flight",
            description =
                    "How many partitions of one run may be given to workers at the same time, at most. 0: as many as the"
                            + " run has workers, which all runs share.")
    int partitionsInFlight() default 0;

    @AttributeDefinition(
            name = "Workers of a node",
            description = "How many partitions a node works on at the same time: what queue.maxparallel of the queue"
                    + " openguides-partitions says.")
    int workers() default 2;

    @AttributeDefinition(
            name = "Seconds of a turn",
            description = "A worker works for one run in one go for so long while other runs have not ended either.")
    int turnSeconds() default 2;

    @AttributeDefinition(
            name = "Assets in a batch",
            description =
                    "How many assets are saved in one commit at most. Fewer disturb authors less, more are faster.")
    int batchSize() default 100;

    @AttributeDefinition(
            name = "Batch seconds",
            description = "A batch is saved after this time even if it is not full.")
    int batchSeconds() default 5;

    @AttributeDefinition(
            name = "Lease seconds",
            description = "A worker that has not saved anything for this time counts as dead; another one takes over.")
    int leaseSeconds() default 60;

    @AttributeDefinition(
            name = "Seconds for one asset",
            description = "An asset that is not done after this time is failed and set aside, and the run goes on.")
    int assetSeconds() default 120;

    @AttributeDefinition(
            name = "Seconds for one step",
            description =
                    "A worker that takes longer to link some assets, to read a map or to walk on, is left behind, and its"
                            + " work is given to another node or tried again.")
    int stepSeconds() default 300;

    @AttributeDefinition(name = "Seconds for one commit", description = "The same for a worker that saves.")
    int commitSeconds() default 300;

    @AttributeDefinition(
            name = "Threads left behind",
            description = "A node takes no more work while so many of its workers hang.")
    int abandonedThreads() default 4;

    @AttributeDefinition(
            name = "Seconds of failing",
            description =
                    "Work that fails on one node is given to another one. Where there is none it is tried again for so"
                            + " long, then the run ends as FAILURE.")
    int failingSeconds() default 180;

    @AttributeDefinition(
            name = "Attempts",
            description =
                    "A run ends as FAILURE when the server has died this many times in a row without the run coming"
                            + " any further.")
    int attempts() default 5;

    @AttributeDefinition(
            name = "Seconds without a catalog",
            description =
                    "A run whose catalog is in a database waits so long when that is away, and ends as FAILURE then.")
    int catalogSeconds() default 600;

    @AttributeDefinition(
            name = "Compared kilobytes",
            description =
                    "Originals up to this size are read to tell whether they have changed, where neither their date nor the"
                            + " repository tells.")
    int comparedKilobytes() default 64;

    @AttributeDefinition(
            name = "Renew outdated results",
            description =
                    "A run that leaves out processed assets processes those again whose results are of an earlier version of"
                            + " this product that came to other results.")
    boolean renewOutdated() default true;

    @AttributeDefinition(
            name = "Seconds without a data store",
            description =
                    "A run waits so long when the data store of the repository cannot be read, and ends as FAILURE"
                            + " then. If a single file cannot be read while others can, only that asset fails.")
    int storageSeconds() default 600;

    @AttributeDefinition(
            name = "Seconds until an asset is given up",
            description = "An asset that AEM still processes, or whose file cannot be read, is tried again later in the"
                    + " run for so long. Then it is skipped, or fails.")
    int laterSeconds() default 300;

    @AttributeDefinition(
            name = "Error budget: percent",
            description =
                    "A run ends as FAILURE when more than this share of the last assets failed. 0: it never does.")
    int errorPercent() default 0;

    @AttributeDefinition(
            name = "Error budget: assets",
            description = "How many of the last assets the error budget looks at.")
    int errorWindow() default 200;
}
