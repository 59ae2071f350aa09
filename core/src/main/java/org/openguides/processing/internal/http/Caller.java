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
import java.util.Optional;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.user.Authorizable;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.RunOutline;
import org.openguides.processing.internal.access.CreationTime;
import org.openguides.processing.internal.reference.ReferenceReader;
import org.openguides.processing.internal.reference.References;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.status.StatusJob;
import org.openguides.processing.internal.walk.FolderPage;

/** Who sent the request, and what that user may see and do. Belongs to one request and its thread. */
final class Caller {

    /** How much the clocks of nodes may differ. */
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
     * Whether the caller is an administrator or belongs, directly or through other groups, to an operator group. The platform
     * shows groups only as far as the caller can read them; Oak and AEM let members read their groups.
     */
    boolean isOperator() throws RepositoryException {
        if (operator == null) {
            operator = findOperator();
        }
        return operator;
    }

    /**
     * The one path of the node that can be reached by the given path.
     *
     * @param path absolute and normalised
     * @return empty if there is no such node, or the caller cannot read it, or no node could have this path
     */
    Optional<String> find(String path) throws RepositoryException {
        return isPossible(path) && session.nodeExists(path)
                ? Optional.of(session.getNode(path).getPath())
                : Optional.empty();
    }

    /** Whether there is a node at the path that the caller can read. */
    boolean canRead(String path) throws RepositoryException {
        return find(path).isPresent();
    }

    /** Whether the caller may change what is at the existing path, so that processing may do it on the caller's behalf. */
    boolean canModify(String path) throws RepositoryException {
        AccessControlManager rights = session.getAccessControlManager();
        return rights.hasPrivileges(path, new Privilege[] {
            rights.privilegeFromName(Privilege.JCR_MODIFY_PROPERTIES),
            rights.privilegeFromName(Privilege.JCR_ADD_CHILD_NODES)
        });
    }

    /** The references as far as the caller can read them, for as long as a request may work. */
    References references(ReferenceReader reader) {
        return reader.in(session, Deadline.in(RequestLimits.WORK));
    }

    /**
     * Some children of the node at an existing path, as far as the caller can read them.
     *
     * @param after only those with greater names; null for all
     * @throws org.openguides.processing.internal.resolution.TooComplexException if there are more than a request can read
     */
    FolderPage children(String path, @Nullable String after, int limit) throws RepositoryException {
        return FolderPage.read(session.getNode(path), after, limit, Deadline.in(RequestLimits.WORK)::check);
    }

    /** Whether the run exists as far as the caller is concerned. */
    boolean canSee(RunOutline run) throws RepositoryException {
        return isOwn(run.requestedBy(), run.createdAt(), run.state().isEnded()) || isOperator() || canReadAll(run);
    }

    /** Whether the status job exists as far as the caller is concerned. */
    boolean canSee(StatusJob job) throws RepositoryException {
        return isOwn(job.request().requestedBy(), job.createdAt(), job.state().isEnded()) || isOperator();
    }

    /** A record that is older than the user is that of another one, who had the same id; what goes on works for the present one. */
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

    /** Each is told by the clock of the node that has made it. */
    private static boolean isOlder(Instant recordedAt, Optional<Instant> madeAt) {
        return madeAt.isPresent() && recordedAt.plus(CLOCKS).isBefore(madeAt.get());
    }

    /** A record that is older than a folder is about another one, which was at the same path. */
    private boolean canReadAll(RunOutline run) throws RepositoryException {
        for (String path : run.paths()) {
            boolean there = canRead(path) && !isOlder(run.createdAt(), CreationTime.of(session.getNode(path)));
            if (!there) {
                return false;
            }
        }
        return true;
    }

    /** Distinguishes a path that is wrong from a repository that fails: both are RepositoryExceptions elsewhere. */
    private boolean isPossible(String path) throws RepositoryException {
        ValueFactory values = session.getValueFactory();
        try {
            values.createValue(path, PropertyType.PATH);
            return true;
        } catch (ValueFormatException e) {
            return false;
        }
    }

    private boolean findOperator() throws RepositoryException {
        if (!(session instanceof JackrabbitSession jackrabbit)) {
            return false;
        }
        Authorizable self = jackrabbit.getUserManager().getAuthorizable(userId());
        return self != null && settings.operators().include(self, jackrabbit);
    }
}
