package org.openguides.processing.internal.session;

import javax.jcr.Session;

/** An open session of a service user. For one thread. */
public final class ServiceSession implements AutoCloseable {

    private final Session session;
    private final Runnable close;

    public ServiceSession(Session session, Runnable close) {
        this.session = session;
        this.close = close;
    }

    public Session jcr() {
        return session;
    }

    /** Logs out; unsaved changes are discarded. */
    @Override
    public void close() {
        close.run();
    }
}
