package org.openguides.processing.internal.http;

import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.ValueFactory;
import javax.jcr.ValueFormatException;
import javax.jcr.security.AccessControlManager;
import javax.jcr.security.Privilege;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.user.Authorizable;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunOutline;
import org.openguides.processing.internal.access.CreationTime;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.reference.ReferenceReader;
import org.openguides.processing.internal.reference.References;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.status.StatusJob;
import org.openguides.processing.internal.walk.FolderPage;

/** The user who sent the request, with the user's permissions. Belongs to one request and its thread. */
final class Caller {

    /** Maximum assumed clock skew between nodes. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    private final Session session;
    private final ApiSettings settings;
    private @Nullable Boolean operator;
    private boolean hasAskedWhenMade;
    private @Nullable Instant madeAt;

    Caller(Session session, ApiSettings settings) {
        this.session = session;
        this.settings = settings;
    }

    String userId() {
        return session.getUserID();
    }

    /**
     * Returns whether the caller is an administrator or a direct or indirect member of an operator group. The platform
     * returns only groups that the caller can read; Oak and AEM let members read their groups.
     */
    boolean isOperator() throws RepositoryException {
        if (operator == null) {
            operator = isIncludedIn(settings.operators());
        }
        return operator;
    }

    /**
     * Rejects callers who are not operators.
     *
     * @throws RejectedException with {@link ProblemType#NOT_PERMITTED}
     */
    void requireOperator() throws RepositoryException {
        if (!isOperator()) {
            throw new RejectedException(
                    ProblemType.NOT_PERMITTED, "Only members of the operator groups may read this resource.");
        }
    }

    /**
     * Rejects callers who are not administrators of the platform.
     *
     * @throws RejectedException with {@link ProblemType#NOT_PERMITTED}
     */
    void requireAdministrator() throws RepositoryException {
        if (!isIncludedIn(Operators.ADMINISTRATORS)) {
            throw new RejectedException(ProblemType.NOT_PERMITTED, "Only administrators may read this resource.");
        }
    }

    /**
     * Returns the canonical path of the node at the given path.
     *
     * @param path absolute and normalised
     * @return empty if there is no such node, the caller cannot read it, or the path is not valid for a node
     */
    Optional<String> find(String path) throws RepositoryException {
        return isPossible(path) && session.nodeExists(path)
                ? Optional.of(session.getNode(path).getPath())
                : Optional.empty();
    }

    /** Returns whether there is a node at the path that the caller can read. */
    boolean canRead(String path) throws RepositoryException {
        return find(path).isPresent();
    }

    /** Returns whether the caller may modify the content at an existing path, and thus have it processed. */
    boolean canModify(String path) throws RepositoryException {
        AccessControlManager rights = session.getAccessControlManager();
        return rights.hasPrivileges(path, new Privilege[] {
            rights.privilegeFromName(Privilege.JCR_MODIFY_PROPERTIES),
            rights.privilegeFromName(Privilege.JCR_ADD_CHILD_NODES)
        });
    }

    /** Opens the references that the caller can read, with the time limit of a request. */
    References references(ReferenceReader reader) {
        return reader.in(session, Deadline.in(RequestLimits.WORK));
    }

    /**
     * Returns a page of the children of an existing node, limited to those that the caller can read.
     *
     * @param after only children with greater names are returned; null for all
     * @throws org.openguides.processing.internal.resolution.TooComplexException if there are more children than a
     *     request can read
     */
    FolderPage children(String path, @Nullable String after, int limit) throws RepositoryException {
        return FolderPage.read(session.getNode(path), after, limit, Deadline.in(RequestLimits.WORK)::check);
    }

    /** Returns whether the caller may see the run. */
    boolean canSee(RunOutline run) throws RepositoryException {
        return owns(run) || isOperator() || (canReadAll(run) && (!run.system() || canReadAll(run.excludedPaths())));
    }

    /** Returns whether the caller has started the run. */
    boolean owns(RunOutline run) throws RepositoryException {
        return !run.system()
                && isOwn(run.requestedBy(), run.createdAt(), run.state().isEnded());
    }

    /** Returns whether the caller knows the excluded paths of a run: its own request has named them. */
    boolean knowsExclusions(Run run) throws RepositoryException {
        return isOperator() || (owns(run) && run.request().restartOf() == null);
    }

    /**
     * Returns the excluded paths of a visible run that the caller may know. A restart has those of the earlier run, which
     * another user may have named.
     */
    List<String> excludedPaths(Run run) throws RepositoryException {
        return knowsExclusions(run) ? run.excludedPaths() : readable(run.excludedPaths());
    }

    /** Returns the paths that the caller can read; all paths for operators. */
    List<String> readable(List<String> paths) throws RepositoryException {
        List<String> readable = new ArrayList<>();
        for (String path : paths) {
            if (canRead(path) || isOperator()) {
                readable.add(path);
            }
        }
        return readable;
    }

    /** The system excludes what other runs hold, so these paths say what others work on. */
    private boolean canReadAll(List<String> paths) throws RepositoryException {
        for (String path : paths) {
            if (!canRead(path)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the caller may see the status job. */
    boolean canSee(StatusJob job) throws RepositoryException {
        return isOwn(job.request().requestedBy(), job.createdAt(), job.state().isEnded()) || isOperator();
    }

    /**
     * A record that is older than the user belongs to a deleted user with the same id. Unfinished work belongs to the
     * current user.
     */
    private boolean isOwn(String requestedBy, Instant recordedAt, boolean ended) throws RepositoryException {
        return requestedBy.equals(userId()) && !(ended && isOlder(recordedAt, madeAt()));
    }

    private Optional<Instant> madeAt() throws RepositoryException {
        if (!hasAskedWhenMade) {
            madeAt = settings.users().madeAt(userId()).orElse(null);
            hasAskedWhenMade = true;
        }
        return Optional.ofNullable(madeAt);
    }

    /** Allows for clock skew: the nodes that created the two may differ. */
    private static boolean isOlder(Instant recordedAt, Optional<Instant> madeAt) {
        return madeAt.isPresent() && recordedAt.plus(CLOCKS).isBefore(madeAt.get());
    }

    /** A record that is older than a folder refers to a deleted folder at the same path. */
    private boolean canReadAll(RunOutline run) throws RepositoryException {
        for (String path : run.paths()) {
            boolean there = canRead(path) && !isOlder(run.createdAt(), CreationTime.of(session.getNode(path)));
            if (!there) {
                return false;
            }
        }
        return true;
    }

    /** Distinguishes an invalid path from a failing repository: other methods throw a RepositoryException for both. */
    private boolean isPossible(String path) throws RepositoryException {
        ValueFactory values = session.getValueFactory();
        try {
            values.createValue(path, PropertyType.PATH);
            return true;
        } catch (ValueFormatException e) {
            return false;
        }
    }

    private boolean isIncludedIn(Operators users) throws RepositoryException {
        if (!(session instanceof JackrabbitSession jackrabbit)) {
            return false;
        }
        Authorizable self = jackrabbit.getUserManager().getAuthorizable(userId());
        return self != null && users.include(self, jackrabbit);
    }
}
