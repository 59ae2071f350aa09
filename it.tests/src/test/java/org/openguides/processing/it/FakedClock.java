package org.openguides.processing.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

import org.openguides.launcher.server.ServerKind;

/**
 * The clock of servers, by libfaketime, whose path the system property {@code faketime} has. The monotonic time of their JVMs is not affected.
 */
final class FakedClock {

    private final Path offset = SlingServer.freshHome().resolve("clock");

    /** A clock that is right. */
    FakedClock() {
        set(Duration.ZERO);
    }

    /** Returns a kind of server that has this clock. */
    ServerKind of(ServerKind kind) {
        return kind.withEnvironment(Map.of(
                "LD_PRELOAD", System.getProperty("faketime"),
                "FAKETIME_TIMESTAMP_FILE", offset.toString(),
                "FAKETIME_NO_CACHE", "1",
                "DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0")); // otherwise timed waits of the JVM would not wait
    }

    /** Sets how far it is ahead. Replaces the file atomically, because the server reads it constantly. */
    void set(Duration ahead) {
        try {
            Path next = Files.writeString(offset.resolveSibling("next"), "+" + ahead.toSeconds());
            Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
