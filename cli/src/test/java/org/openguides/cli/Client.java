package org.openguides.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.openguides.cli.http.Limits;

/** Runs the client with captured output, a clock that only advances while waiting, and no terminal by default. */
final class Client {
    static final Instant START = Instant.parse("2026-02-26T08:00:00Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private boolean terminal;
    private Limits limits = Limits.USUAL;
    /** The servers of the tests set it too. */
    private volatile Instant now = START;

    Client with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Client onTerminal() {
        terminal = true;
        return this;
    }

    /** Sets the limits of the real time of requests. */
    Client within(Duration small, Duration any) {
        limits = new Limits(small, any, limits.bytes());
        return this;
    }

    /** Sets the size of the largest answer. */
    Client reading(int bytes) {
        limits = new Limits(limits.small(), limits.any(), bytes);
        return this;
    }

    /** Advances the clock. */
    void pass(Duration length) {
        now = now.plus(length);
    }

    int run(String... arguments) {
        Screen screen = new Screen(stream(out), stream(err), terminal, 100);
        return new OpenGuides(screen, environment, timing(), limits).run(arguments);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    Timing timing() {
        return new Timing() {
            @Override
            public Instant now() {
                return now;
            }

            @Override
            public void pause(Duration length) {
                pass(length);
            }
        };
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
