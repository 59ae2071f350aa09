package org.openguides.processing.internal.engine.throttle;

import javax.jcr.RepositoryException;
import javax.jcr.observation.Event;
import javax.jcr.observation.EventListener;
import javax.jcr.observation.ObservationManager;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.apache.jackrabbit.api.observation.JackrabbitEventFilter;
import org.apache.jackrabbit.api.observation.JackrabbitObservationManager;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;

/**
 * The foreground of this node: its open requests, and commits of authors below the content roots. The listener is
 * registered on first use, as the service user may not exist earlier. Commits of other cluster nodes are not observed,
 * since they do not delay users of this node.
 */
@Component(service = Foreground.class, configurationPid = "org.openguides.processing.http")
public final class NodeForeground implements Foreground {

    private static final Logger LOG = ServerLog.of(NodeForeground.class);

    private static final int ALL_TYPES = Event.NODE_ADDED
            | Event.NODE_REMOVED
            | Event.NODE_MOVED
            | Event.PROPERTY_ADDED
            | Event.PROPERTY_CHANGED
            | Event.PROPERTY_REMOVED;

    private static final long RETRY = Duration.ofMinutes(1).toNanos();

    private final OpenRequests requests;
    private final AuthorCommits commits;
    private final ServiceSessions sessions;
    private final List<String> roots;
    /** Whether no listener is registered any more. */
    private volatile boolean stopped;
    /** Session of the registered listener; written under the lock of this object. */
    private volatile @Nullable ServiceSession listening;
    /** Guarded by this. */
    private long failedAt = System.nanoTime() - RETRY;

    /** The property of the HTTP API's configuration that is needed here. */
    @interface Config {
        String[] contentRoots() default {"/content/dam"};
    }

    @Activate
    public NodeForeground(
            @Reference(name = "requests") OpenRequests requests,
            @Reference(name = "users") ActiveUsers users,
            @Reference(name = "sessions") ServiceSessions sessions,
            Config config) {
        this(requests, users, sessions, Arrays.asList(config.contentRoots()));
    }

    NodeForeground(OpenRequests requests, ActiveUsers users, ServiceSessions sessions, List<String> contentRoots) {
        this.requests = requests;
        this.commits = new AuthorCommits(users, System::nanoTime);
        this.sessions = sessions;
        this.roots = contentRoots.stream()
                .map(String::strip)
                .map(root -> root.length() > 1 && root.endsWith("/") ? root.substring(0, root.length() - 1) : root)
                .toList();
        this.stopped = roots.isEmpty();
    }

    /** Unregisters the listener. */
    @Deactivate
    synchronized void stop() {
        stopped = true;
        ServiceSession session = listening;
        listening = null;
        if (session != null) {
            close(session);
        }
    }

    @Override
    public boolean isIdle() {
        return requests.isIdle();
    }

    @Override
    public boolean awaitIdle(Duration most) {
        return requests.awaitIdle(most);
    }

    @Override
    public boolean hasActiveAuthors() {
        if (!stopped && !isListening()) {
            listen();
        }
        return commits.areRecent();
    }

    /** The listener is bound to its session, which ends with the repository or when the platform closes it. */
    private boolean isListening() {
        ServiceSession session = listening;
        return session != null && session.jcr().isLive();
    }

    private synchronized void listen() {
        if (stopped || isListening() || System.nanoTime() - failedAt < RETRY) {
            return;
        }
        ServiceSession session = listening;
        listening = null;
        try {
            if (session != null) {
                session.close();
            }
            session = sessions.open(ServiceUser.WORKER);
            observe(session.jcr().getWorkspace().getObservationManager(), commits, roots);
            listening = session;
        } catch (RepositoryException | ProcessingException e) {
            failedAt = System.nanoTime();
            LOG.warn("Runs cannot observe changes by authors, and try again in a minute", e);
            if (session != null) {
                session.close();
            }
        }
    }

    /** Registers the listener for commits of this node below the given paths. */
    static void observe(ObservationManager manager, EventListener listener, List<String> roots)
            throws RepositoryException {
        if (!(manager instanceof JackrabbitObservationManager filtering)) {
            throw new RepositoryException("No observation with filters: " + manager.getClass());
        }
        JackrabbitEventFilter filter = new JackrabbitEventFilter()
                .setEventTypes(ALL_TYPES)
                .setAbsPath(roots.get(0))
                .setAdditionalPaths(roots.subList(1, roots.size()).toArray(new String[0]))
                .setIsDeep(true)
                .setNoExternal(true)
                .setNoLocal(true);
        filtering.addEventListener(listener, filter);
    }

    private void close(ServiceSession session) {
        try {
            session.jcr().getWorkspace().getObservationManager().removeEventListener(commits);
        } catch (RepositoryException e) {
            LOG.debug("The listener ends with its session", e);
        }
        session.close();
    }
}
