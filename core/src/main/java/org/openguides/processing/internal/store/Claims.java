package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.OverlapException.Conflict;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.text.Subtrees;

/**
 * Which subtrees the runs that have not ended hold. Where its paths and excluded paths are is the same in every format: the
 * claim of a run that only a later version understands keeps others out all the same. Taking a claim writes a fresh token to
 * the parent that all claims share: without it Oak would merge two overlapping claims that are taken at the same instant, as
 * they are different nodes.
 */
public final class Claims {

    /** Where claims are kept. */
    public static final String ROOT = "/var/openguides/claims";

    private static final String PATHS = "paths";
    private static final String EXCLUDED = "excludedPaths";
    private static final String REQUESTED_BY = "requestedBy";

    /**
     * What one run holds.
     *
     * @param runId    the run
     * @param paths    roots of the subtrees
     * @param excluded roots of the subtrees within them that it does not hold
     * @param later    whether it is of a later version, and must be left as it is
     */
    public record Claim(String runId, Set<String> paths, Set<String> excluded, boolean later) {

        public Claim {
            paths = Set.copyOf(paths);
            excluded = Set.copyOf(excluded);
        }

        /** Whether the path lies in it. */
        public boolean holds(String path) {
            return Subtrees.anyContains(paths, path) && !Subtrees.anyContains(excluded, path);
        }

        /** Which of its paths another claim overlaps. Costs one look-up for each ancestor of each path of both. */
        private List<Conflict> conflicts(Claim other) {
            Set<String> overlapped = new HashSet<>();
            for (String path : other.paths) {
                if (!Subtrees.anyContains(excluded, path)) {
                    overlapped.addAll(Subtrees.containing(paths, path));
                }
            }
            return paths.stream()
                    .filter(path -> overlapped.contains(path) || other.holds(path))
                    .sorted()
                    .map(path -> new Conflict(runId, path))
                    .toList();
        }
    }

    private Claims() {}

    /**
     * How many runs that have not ended may work at a time: one that waits for its hour needs no worker. Runs of earlier builds
     * always may.
     */
    public static int countWorking(Session session, ZonedDateTime time) throws RepositoryException {
        int count = 0;
        if (session.nodeExists(ROOT)) {
            for (NodeIterator claims = session.getNode(ROOT).getNodes(); claims.hasNext(); ) {
                Node claim = claims.nextNode();
                // what cannot be understood counts as one that may
                Optional<Boolean> may =
                        RecordReader.read(claim.getName(), () -> RequestProperties.mayWork(claim, time));
                count += RecordFormat.isLater(claim) || may.orElse(true) ? 1 : 0;
            }
        }
        return count;
    }

    /** How many runs of a user have not ended; those of earlier builds do not count. */
    public static int countOf(Session session, String user) throws RepositoryException {
        int count = 0;
        if (session.nodeExists(ROOT)) {
            for (NodeIterator claims = session.getNode(ROOT).getNodes(); claims.hasNext(); ) {
                count += user.equals(Nodes.text(claims.nextNode(), REQUESTED_BY)) ? 1 : 0;
            }
        }
        return count;
    }

    /** Every claim there is, in no particular order. */
    public static List<Claim> all(Session session) throws RepositoryException {
        List<Claim> all = new ArrayList<>();
        if (session.nodeExists(ROOT)) {
            for (NodeIterator claims = session.getNode(ROOT).getNodes(); claims.hasNext(); ) {
                Node claim = claims.nextNode();
                String id = claim.getName();
                RecordReader.read(id, () -> claim(claim)).ifPresent(all::add);
            }
        }
        return all;
    }

    private static Claim claim(Node claim) throws RepositoryException {
        return new Claim(
                claim.getName(),
                Set.copyOf(Nodes.texts(claim, PATHS)),
                Set.copyOf(Nodes.texts(claim, EXCLUDED)),
                RecordFormat.isLater(claim));
    }

    /**
     * Claims the paths of a request for a run; in force once the session is saved. A save that fails with an
     * {@link javax.jcr.InvalidItemStateException} means that another claim was taken meanwhile: refresh and try again.
     *
     * @throws OverlapException if another run holds some of it
     */
    public static void take(Session session, String runId, RunRequest request)
            throws RepositoryException, OverlapException {
        Node claims = Nodes.folder(session, ROOT);
        Claim wanted = new Claim(runId, Set.copyOf(request.paths()), Set.copyOf(request.excludedPaths()), false);
        List<Conflict> conflicts = new ArrayList<>();
        for (NodeIterator others = claims.getNodes(); others.hasNext(); ) {
            conflicts.addAll(claim(others.nextNode()).conflicts(wanted));
        }
        if (!conflicts.isEmpty()) {
            throw new OverlapException(conflicts);
        }
        Node claim = claims.addNode(runId, Nodes.RECORD);
        RecordFormat.stamp(claim);
        Nodes.set(claim, PATHS, request.paths());
        Nodes.set(claim, EXCLUDED, request.excludedPaths());
        claim.setProperty(REQUESTED_BY, request.requestedBy());
        RequestProperties.writeTimes(claim, request);
        Fence.stamp(claims);
    }

    /** Gives up what a run holds; nothing happens if it holds nothing. In force once the session is saved. */
    public static void release(Session session, String runId) throws RepositoryException {
        String path = ROOT + "/" + runId;
        if (session.nodeExists(path)) {
            session.getNode(path).remove();
        }
    }
}
