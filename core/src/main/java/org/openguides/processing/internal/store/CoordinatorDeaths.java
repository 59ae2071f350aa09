package org.openguides.processing.internal.store;

import javax.jcr.RepositoryException;

import java.time.Instant;
import java.util.Objects;

import org.openguides.processing.api.Selection;

/** Counts the coordinators of a run that have died in a row without progress of the run. Transient until saved. */
public final class CoordinatorDeaths {

    private CoordinatorDeaths() {}

    /**
     * Returns whether the run had no work to do at the last heartbeat of its coordinator, so that a death since then
     * cannot be the run's fault: it is outside its working hours, it waits for a run that gives way to it, or all
     * remaining assets are to be retried later.
     */
    public static boolean isIdle(RunNode run) throws RepositoryException {
        return run.isResting() || Claims.isInTheWay(run.node().getSession(), run.id()) || isPostponed(run);
    }

    private static boolean isPostponed(RunNode run) throws RepositoryException {
        if (run.selection().state() != Selection.State.COMPLETE) {
            return false;
        }
        Instant heartbeat = run.updatedAt();
        boolean postponed = false;
        for (String name : run.partitions()) {
            PartitionNode partition = run.partition(name).orElseThrow();
            Instant retryAt = partition.retryAt();
            switch (partition.state()) {
                case PROCESSED, DONE -> {}
                case WORKING -> {
                    return false;
                }
                case READY -> {
                    if (retryAt == null || !heartbeat.isBefore(retryAt)) {
                        return false;
                    }
                    postponed = true;
                }
            }
        }
        return postponed;
    }

    /**
     * Records the takeover of a run from a coordinator that has died.
     *
     * @return number of deaths in a row without progress in selection, clean-up, processing or linking
     */
    public static int note(RunNode run) throws RepositoryException {
        long progress = run.selection().found();
        int deferred = 0;
        for (String name : run.partitions()) {
            PartitionNode partition = run.partition(name).orElseThrow();
            progress += partition.position();
            deferred += partition.deferred().size();
        }
        return Takeovers.note(run.node(), progress, walk(run) + '\n' + deferred);
    }

    /** Returns the position of the walk and of the clean-up after it, which may find nothing for a long time. */
    private static String walk(RunNode run) throws RepositoryException {
        String walked = Objects.requireNonNullElse(run.cursor(), "");
        if (!run.node().hasNode(SelectionNode.NAME)) {
            return walked;
        }
        SelectionNode selection = run.selectionWork();
        return walked
                + '\n'
                + selection.cleanedFolders()
                + '\n'
                + Objects.requireNonNullElse(selection.cleanedTo(), "");
    }
}
