package org.openguides.processing.internal.session;

import javax.jcr.Session;

/** An open session; belongs to one thread. */
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

    /** Discards what has not been saved. */
    @Override
    public void close() {
        close.run();
    }
}
