package org.openguides.processing.it;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A connection to a local port that can be cut like a network: nothing is refused or closed, but no bytes arrive any
 * more. Bytes in transit arrive when the connection is restored. An intact connection delays nothing, not even
 * to fill a packet: a query of Oak has a few bytes, and its response often several packets. Safe for use by many threads.
 */
final class CutableLine implements AutoCloseable {

    private final ServerSocket entrance;
    private final int target;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final Object state = new Object();
    private boolean cut;

    /** Opens a connection to a port. */
    CutableLine(int target) {
        this.target = target;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.add(entrance);
        start(this::accept);
    }

    /** The local port of its near end. */
    int port() {
        return entrance.getLocalPort();
    }

    void cut() {
        set(true);
    }

    void mend() {
        set(false);
    }

    @Override
    public void close() {
        mend();
        open.forEach(CutableLine::close);
    }

    private void set(boolean value) {
        synchronized (state) {
            cut = value;
            state.notifyAll();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket near = entrance.accept();
                open.add(near);
                start(() -> connect(near));
            }
        } catch (IOException e) {
            close(entrance);
        }
    }

    private void connect(Socket near) {
        try {
            near.setTcpNoDelay(true);
            awaitLine();
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            far.setTcpNoDelay(true);
            open.add(far);
            start(() -> pass(near, far));
            pass(far, near);
        } catch (IOException e) {
            forget(near);
        }
    }

    /** Forwards bytes and the end of the stream. */
    private void pass(Socket from, Socket to) {
        byte[] bytes = new byte[8192];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                awaitLine();
                out.write(bytes, 0, count);
            }
            awaitLine();
        } catch (IOException e) {
            // One side is gone; closing the other one notifies it.
        } finally {
            forget(from);
            forget(to);
        }
    }

    private void awaitLine() {
        synchronized (state) {
            while (cut) {
                try {
                    state.wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private void forget(Socket socket) {
        open.remove(socket);
        close(socket);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "line");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
