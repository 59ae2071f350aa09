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

/** How a run comes on: what its node keeps for users. Transient until saved. */
public final class StandingNode {

    private static final String ATTEMPTS = "attempts";
    private static final String LINKED = "linked";
    private static final String RATE = "rate";
    private static final String REMAINING = "remainingMillis";
    private static final String SEEN = "nodesSeen";
    private static final String TALLY = "tally";

    /** A run that is restarted for ever must not grow for ever. */
    private static final int MOST_ATTEMPTS = 50;

    private final Node run;

    StandingNode(Node run) {
        this.run = run;
    }

    /**
     * Notes how it comes on.
     *
     * @param before what was noted last; what has not changed since is not written
     */
    public void set(RunStanding standing, @Nullable RunStanding before) throws RepositoryException {
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

    /** Notes that it stands, and the estimated time to the end; null if that cannot be known. */
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

    /** Notes that its assets are going to be linked. */
    public void beginLinking() throws RepositoryException {
        run.setProperty(LINKED, 0);
    }

    boolean isLinking() throws RepositoryException {
        return run.hasProperty(LINKED);
    }

    long linked() throws RepositoryException {
        return Nodes.number(run, LINKED);
    }

    /** When a worker of each node was last heard of, by the name of the node. */
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
     * Notes that an attempt begins.
     *
     * @param name    of the node that coordinates it
     * @param heardOf when the coordinator before was last heard of, if it did not come to its end
     */
    public void beginAttempt(int number, String name, Instant now, Instant heardOf) throws RepositoryException {
        List<Run.Attempt> all = new ArrayList<>(attempts());
        endLast(all, heardOf);
        all.add(new Run.Attempt(number, name, now, null));
        write(all.subList(Math.max(0, all.size() - MOST_ATTEMPTS), all.size()));
    }

    /** Notes that the present attempt ends, if there is one. */
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
        all.set(last, new Run.Attempt(open.number(), open.node(), open.startedAt(), end));
        return true;
    }

    List<Run.Attempt> attempts() throws RepositoryException {
        return Nodes.texts(run, ATTEMPTS).stream().map(StandingNode::decode).toList();
    }

    private void write(List<Run.Attempt> attempts) throws RepositoryException {
        Nodes.set(run, ATTEMPTS, attempts.stream().map(StandingNode::encode).toList());
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
                Instant.ofEpochMilli(Long.parseLong(fields.get(2))),
                end.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(end)));
    }
}
