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
 * The subtrees claimed by runs that have not ended. Paths and excluded paths are stored in the same way by every
 * format, so that the claim of a run that only a later version understands is respected, too. Taking a claim writes a
 * fresh token to the common parent of all claims: without it Oak would merge two overlapping claims that are taken at
 * the same time, since they are different nodes.
 */
public final class Claims {

    /** Path of the parent of all claims. */
    public static final String ROOT = "/var/openguides/claims";

    private static final String PATHS = "paths";
    private static final String EXCLUDED = "excludedPaths";
    private static final String REQUESTED_BY = "requestedBy";
    private static final String SYSTEM = "system";
    private static final String WAITS_FOR = "waitsFor";

    /**
     * The claim of one run.
     *
     * @param runId    id of the run
     * @param paths    roots of the claimed subtrees
     * @param excluded roots of subtrees within them that are not claimed
     * @param later    whether a later version wrote it, so that it must not be changed
     * @param system   whether the run is one of the system, which gives way to runs of users
     */
    public record Claim(String runId, Set<String> paths, Set<String> excluded, boolean later, boolean system) {

        public Claim {
            paths = Set.copyOf(paths);
            excluded = Set.copyOf(excluded);
        }

        /** Returns whether a path is claimed. */
        public boolean holds(String path) {
            return Subtrees.anyContains(paths, path) && !Subtrees.anyContains(excluded, path);
        }

        /** A claim of a later version cannot be made to give way. */
        private boolean givesWayTo(Claim other) {
            return system && !later && !other.system;
        }

        /**
         * Returns the paths that overlap with another claim. Costs one look-up for each ancestor of each path of both
         * claims.
         */
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
     * Returns the number of runs that have not ended and may work at the given time: a run outside its working hours
     * needs no worker. Runs of earlier builds may always work.
     */
    public static int countWorking(Session session, ZonedDateTime time) throws RepositoryException {
        int count = 0;
        if (session.nodeExists(ROOT)) {
            for (NodeIterator claims = session.getNode(ROOT).getNodes(); claims.hasNext(); ) {
                Node claim = claims.nextNode();
                // a record that cannot be read counts as one that may
                Optional<Boolean> may =
                        RecordReader.read(claim.getName(), () -> RequestProperties.mayWork(claim, time));
                count += RecordFormat.isLater(claim) || may.orElse(true) ? 1 : 0;
            }
        }
        return count;
    }

    /** Returns the number of a user's runs that have not ended, without those of earlier builds and of the system. */
    public static int countOf(Session session, String user) throws RepositoryException {
        int count = 0;
        if (session.nodeExists(ROOT)) {
            for (NodeIterator claims = session.getNode(ROOT).getNodes(); claims.hasNext(); ) {
                Node claim = claims.nextNode();
                count += user.equals(Nodes.text(claim, REQUESTED_BY)) && !Nodes.flag(claim, SYSTEM) ? 1 : 0;
            }
        }
        return count;
    }

    /** Returns whether a run must not begin yet, because a run that gives way to it has not ended. */
    public static boolean isInTheWay(Session session, String runId) throws RepositoryException {
        String path = ROOT + "/" + runId;
        if (session.nodeExists(path)) {
            for (String other : Nodes.texts(session.getNode(path), WAITS_FOR)) {
                if (session.nodeExists(ROOT + "/" + other)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns all claims, in no particular order. */
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
                RecordFormat.isLater(claim),
                Nodes.flag(claim, SYSTEM));
    }

    /** Whether a user may read a path. */
    @FunctionalInterface
    public interface MayRead {
        /** Returns false also if there is nothing at the path. */
        boolean test(String path) throws RepositoryException;
    }

    /**
     * Claims the paths of a request for a run. Effective once the session is saved. A save that fails with an {@link
     * javax.jcr.InvalidItemStateException} means that another claim was taken meanwhile: refresh and try again.
     *
     * @param mayRead whether an excluded path may make room for a run of another user
     * @return ids of runs of the system that have claimed some of them, too. They have to give way: the caller stops
     *         them, and the new run must not begin before their claims are released
     * @throws OverlapException if another run has claimed some of them that does not give way
     */
    public static List<String> take(Session session, String runId, RunRequest request, MayRead mayRead)
            throws RepositoryException, OverlapException {
        Node claims = Nodes.folder(session, ROOT);
        Claim wanted = new Claim(
                runId, Set.copyOf(request.paths()), Set.copyOf(request.excludedPaths()), false, request.system());
        List<Conflict> conflicts = new ArrayList<>();
        List<String> givingWay = new ArrayList<>();
        for (NodeIterator others = claims.getNodes(); others.hasNext(); ) {
            Claim other = claim(others.nextNode());
            List<Conflict> overlap = conflicts(other, wanted, mayRead);
            boolean givesWay = !overlap.isEmpty()
                    && other.givesWayTo(wanted)
                    // otherwise it cannot be ended
                    && RunStore.findReadable(session, other.runId()).isPresent();
            if (givesWay) {
                givingWay.add(other.runId());
            } else {
                conflicts.addAll(overlap);
            }
        }
        if (!conflicts.isEmpty()) {
            throw new OverlapException(conflicts);
        }
        Node claim = claims.addNode(runId, Nodes.RECORD);
        RecordFormat.stamp(claim);
        Nodes.set(claim, PATHS, request.paths());
        Nodes.set(claim, EXCLUDED, request.excludedPaths());
        claim.setProperty(REQUESTED_BY, request.requestedBy());
        if (request.system()) {
            claim.setProperty(SYSTEM, true);
        }
        if (!givingWay.isEmpty()) {
            Nodes.set(claim, WAITS_FOR, givingWay);
        }
        RequestProperties.writeTimes(claim, request);
        Fence.stamp(claims);
        return givingWay;
    }

    /** An excluded path that its user cannot read makes no room: otherwise users could guess the path of a hidden run. */
    private static List<Conflict> conflicts(Claim other, Claim wanted, MayRead mayRead) throws RepositoryException {
        List<Conflict> overlap = other.conflicts(wanted);
        if (!overlap.isEmpty() || wanted.excluded.isEmpty() || other.givesWayTo(wanted)) {
            return overlap;
        }
        Set<String> rest = new HashSet<>(wanted.excluded);
        for (String path : other.paths) {
            for (String excluded : Subtrees.containing(wanted.excluded, path)) {
                if (!mayRead.test(excluded)) {
                    rest.remove(excluded);
                }
            }
        }
        return rest.size() == wanted.excluded.size()
                ? overlap
                : other.conflicts(new Claim(wanted.runId, wanted.paths, rest, false, wanted.system));
    }

    /** Releases the claim of a run, if there is one. Effective once the session is saved. */
    public static void release(Session session, String runId) throws RepositoryException {
        String path = ROOT + "/" + runId;
        if (session.nodeExists(path)) {
            session.getNode(path).remove();
        }
    }
}
