package org.openguides.processing.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;

import static org.junit.jupiter.api.Assertions.assertThrows;

/** A server that nobody must ask. It listens on loopback, and would not answer. */
public final class Unasked implements AutoCloseable {

    private final ServerSocket socket;

    public Unasked() throws IOException {
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    /** What a file may try to fetch. */
    public String url(String scheme) {
        return scheme + "://127.0.0.1:" + socket.getLocalPort() + "/x.dtd";
    }

    /** Fails if anybody has connected. */
    public void verify() throws IOException {
        socket.setSoTimeout(1);
        assertThrows(SocketTimeoutException.class, socket::accept);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
