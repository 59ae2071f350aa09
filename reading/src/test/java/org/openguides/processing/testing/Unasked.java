package org.openguides.processing.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;

import static org.junit.jupiter.api.Assertions.assertThrows;

/** A server that must not be contacted. It listens on the loopback interface and does not respond. */
public final class Unasked implements AutoCloseable {

    private final ServerSocket socket;

    public Unasked() throws IOException {
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    /** Returns a URL that a file may try to fetch. */
    public String url(String scheme) {
        return scheme + "://127.0.0.1:" + socket.getLocalPort() + "/x.dtd";
    }

    /** Fails if there was a connection. */
    public void verify() throws IOException {
        socket.setSoTimeout(1);
        assertThrows(SocketTimeoutException.class, socket::accept);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
