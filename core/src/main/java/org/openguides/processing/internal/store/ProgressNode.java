package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Run;
import org.openguides.processing.internal.text.TabLine;

/** Stores the progress of a run for users. Transient until saved. */
public final class ProgressNode {

    private static final String ATTEMPTS = "attempts";
    private static final String LINKED = "linked";
    private static final String RATE = "rate";
    private static final String REMAINING = "remainingMillis";
    private static final String SEEN = "nodesSeen";
    private static final String TALLY = "tally";

    /** Limits the size of a run that is resumed again and again. */
    private static final int MOST_ATTEMPTS = 50;

    private final Node run;

    ProgressNode(Node run) {
        this.run = run;
    }

    /**
     * Stores the progress.
     *
     * @param before what was stored last; unchanged properties are not written
     */
    public void set(ProgressSnapshot standing, @Nullable ProgressSnapshot before) throws RepositoryException {
        run.setProperty(TALLY, standing.tally().encode());
        if (standing.linked() >= 0) {
            run.setProperty(LINKED, standing.linked());
        }
        if (before == null || before.rate() != standing.rate()) {
            setRate(standing.rate());
        }
        setRemaining(standing.remaining());
        if (before == null || !before.seen().equals(standing.seen())) {
            List<String> lines = new ArrayList<>();
            new TreeMap<>(standing.seen())
                    .forEach((name, time) -> lines.add(TabLine.join(List.of(name, millis(time)))));
            Nodes.set(run, SEEN, lines);
        }
    }

    private static String millis(Instant time) {
        return Long.toString(time.toEpochMilli());
    }

    /** Marks the run as not progressing, and stores the estimated time to the end; null if unknown. */
    public void stand(@Nullable Duration remaining) throws RepositoryException {
        setRate(0);
        setRemaining(remaining);
    }

    private void setRate(double rate) throws RepositoryException {
        run.setProperty(RATE, Math.round(rate * 10));
    }

    private void setRemaining(@Nullable Duration remaining) throws RepositoryException {
        if (remaining != null) {
            run.setProperty(REMAINING, remaining.toMillis());
        } else if (run.hasProperty(REMAINING)) {
            run.getProperty(REMAINING).remove();
        }
    }

    Tally tally() throws RepositoryException {
        return Tally.decode(Nodes.text(run, TALLY, ""));
    }

    @Nullable
    Duration remaining() throws RepositoryException {
        return run.hasProperty(REMAINING) ? Duration.ofMillis(Nodes.number(run, REMAINING)) : null;
    }

    double rate() throws RepositoryException {
        return Nodes.number(run, RATE) / 10.0;
    }

    /** Marks the beginning of the linking phase. */
    public void beginLinking() throws RepositoryException {
        run.setProperty(LINKED, 0);
    }

    boolean isLinking() throws RepositoryException {
        return run.hasProperty(LINKED);
    }

    long linked() throws RepositoryException {
        return Nodes.number(run, LINKED);
    }

    /** Returns the time of the last heartbeat of a worker by node name. */
    public Map<String, Instant> seen() throws RepositoryException {
        Map<String, Instant> seen = new TreeMap<>();
        for (String line : Nodes.texts(run, SEEN)) {
            List<String> fields = TabLine.split(line);
            seen.put(fields.get(0), Instant.ofEpochMilli(Long.parseLong(fields.get(1))));
        }
        return seen;
    }

    List<Run.NodeWork> nodes(Tally tally) throws RepositoryException {
        SortedMap<String, Long> done = tally.nodes();
        Map<String, Instant> seen = seen();
        SortedSet<String> names = new TreeSet<>(done.keySet());
        names.addAll(seen.keySet());
        return names.stream()
                .map(name -> new Run.NodeWork(name, done.getOrDefault(name, 0L), seen.get(name)))
                .toList();
    }

    /**
     * Records the beginning of an attempt.
     *
     * @param name    display name of the coordinator's node
     * @param heardOf last heartbeat of the previous coordinator, if it did not end regularly
     */
    public void beginAttempt(int number, String name, Instant now, Instant heardOf) throws RepositoryException {
        List<Run.Attempt> all = new ArrayList<>(attempts());
        endLast(all, heardOf);
        all.add(new Run.Attempt(number, name, now));
        write(all.subList(Math.max(0, all.size() - MOST_ATTEMPTS), all.size()));
    }

    /** Records the end of the present attempt, if there is one. */
    public void endAttempt(Instant now) throws RepositoryException {
        List<Run.Attempt> all = new ArrayList<>(attempts());
        if (endLast(all, now)) {
            write(all);
        }
    }

    private static boolean endLast(List<Run.Attempt> all, Instant now) {
        int last = all.size() - 1;
        if (last < 0 || all.get(last).endedAt() != null) {
            return false;
        }
        Run.Attempt open = all.get(last);
        Instant end = now.isBefore(open.startedAt()) ? open.startedAt() : now;
        all.set(last, new Run.Attempt(open.number(), open.node(), open.startedAt()).withEnd(end));
        return true;
    }

    List<Run.Attempt> attempts() throws RepositoryException {
        return Nodes.texts(run, ATTEMPTS).stream().map(ProgressNode::decode).toList();
    }

    private void write(List<Run.Attempt> attempts) throws RepositoryException {
        Nodes.set(run, ATTEMPTS, attempts.stream().map(ProgressNode::encode).toList());
    }

    private static String encode(Run.Attempt attempt) {
        Instant end = attempt.endedAt();
        return TabLine.join(List.of(
                Integer.toString(attempt.number()),
                attempt.node(),
                millis(attempt.startedAt()),
                end == null ? "" : millis(end)));
    }

    private static Run.Attempt decode(String line) {
        List<String> fields = TabLine.split(line);
        String end = fields.get(3);
        return new Run.Attempt(
                        Integer.parseInt(fields.get(0)),
                        fields.get(1),
                        Instant.ofEpochMilli(Long.parseLong(fields.get(2))))
                .withEnd(end.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(end)));
    }
}
