package org.openguides.processing.internal.session;

import javax.jcr.RepositoryException;
import javax.jcr.observation.EventListener;
import javax.jcr.observation.ObservationManager;

import java.util.List;

import org.apache.jackrabbit.api.observation.JackrabbitEventFilter;
import org.apache.jackrabbit.api.observation.JackrabbitObservationManager;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.log.ServerLog;
import org.slf4j.Logger;

/**
 * Passes changes that this node makes to the content to a listener, but not those of other nodes of the cluster. Safe for use by multiple
 * threads. Changes are lost if the node dies or if there are so many that the queue of the repository overflows.
 */
public final class LocalChanges implements AutoCloseable {

    private static final Logger LOG = ServerLog.of(LocalChanges.class);

    private final ServiceSessions sessions;
    private final EventListener listener;
    private final int eventTypes;
    private final List<String> roots;
    private @Nullable ServiceSession listening;

    /**
     * Does not listen yet.
     *
     * @param eventTypes types of {@link javax.jcr.observation.Event}, combined with {@code |}
     * @param roots      absolute paths of the observed subtrees; at least one
     */
    public LocalChanges(ServiceSessions sessions, EventListener listener, int eventTypes, List<String> roots) {
        this.sessions = sessions;
        this.listener = listener;
        this.eventTypes = eventTypes;
        this.roots = List.copyOf(roots);
    }

    /**
     * Starts to listen, unless it does already. Must be called from time to time: a listener ends with its session, which does not survive a
     * restart of the repository.
     *
     * @return whether it has started or restarted, so that changes before may have been lost
     */
    public synchronized boolean listen() throws RepositoryException {
        if (listening != null && listening.jcr().isLive()) {
            return false;
        }
        close();
        ServiceSession session = sessions.open(ServiceUser.WORKER);
        try {
            observe(session.jcr().getWorkspace().getObservationManager());
            listening = session;
            return true;
        } catch (RepositoryException e) {
            session.close();
            throw e;
        }
    }

    private void observe(ObservationManager manager) throws RepositoryException {
        if (!(manager instanceof JackrabbitObservationManager filtering)) {
            throw new RepositoryException("No observation with filters: " + manager.getClass());
        }
        JackrabbitEventFilter filter = new JackrabbitEventFilter()
                .setEventTypes(eventTypes)
                .setAbsPath(roots.get(0))
                .setAdditionalPaths(roots.subList(1, roots.size()).toArray(new String[0]))
                .setIsDeep(true)
                .setNoExternal(true);
        filtering.addEventListener(listener, filter);
    }

    /** Stops listening. */
    @Override
    public synchronized void close() {
        if (listening != null) {
            try {
                listening.jcr().getWorkspace().getObservationManager().removeEventListener(listener);
            } catch (RepositoryException e) {
                LOG.debug("The listener ends with its session", e);
            }
            listening.close();
            listening = null;
        }
    }
}
