package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunOutline;
import org.openguides.processing.api.RunPage;

/**
 * Reads one page of runs. It reads the creation time of each run it passes, to sort the runs of a day, and what the
 * filter needs; only matching runs are read completely. Days beyond the page are not opened. For one page.
 */
final class RunPages {

    /** Bounds the work for callers who may see few runs; they can continue from there. */
    static final int LOOKED_AT = 2_000;

    private final int limit;
    private final @Nullable Instant before;
    private final Predicate<RunOutline> chosen;
    private final List<Run> found = new ArrayList<>();
    private @Nullable Instant last;
    private boolean more;
    private int lookedAt;

    RunPages(int limit, @Nullable Instant before, Predicate<RunOutline> chosen) {
        this.limit = limit;
        this.before = before;
        this.chosen = chosen;
    }

    RunPage read(DayFolders folders, Session session) throws RepositoryException {
        folders.visit(session, before, day -> {
            addDay(folders, day);
            return !more;
        });
        return new RunPage(found, more ? last : null);
    }

    private void addDay(DayFolders folders, Node day) throws RepositoryException {
        List<StoredOutline> runs = new ArrayList<>();
        for (Node node : folders.children(day).toList()) {
            RecordReader.read(node, () -> StoredOutline.of(node))
                    .filter(run -> before == null || run.createdAt().isBefore(before))
                    .ifPresent(runs::add);
        }
        runs.sort(Comparator.comparing(StoredOutline::createdAt).reversed());
        for (StoredOutline run : runs) {
            if (isFull() && !run.createdAt().equals(last)) {
                more = true;
                return;
            }
            add(run);
        }
    }

    private boolean isFull() {
        return found.size() >= limit || lookedAt >= LOOKED_AT;
    }

    private void add(StoredOutline run) throws RepositoryException {
        lookedAt++;
        last = run.createdAt();
        RecordReader.read(run.id(), () -> snapshot(run)).flatMap(read -> read).ifPresent(found::add);
    }

    private Optional<Run> snapshot(StoredOutline run) throws RepositoryException {
        return chosen.test(run) ? Optional.of(RunSnapshot.of(RunNode.of(run.node()))) : Optional.empty();
    }
}
