package org.openguides.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Runs the client with captured output, a clock that only advances while waiting, and no terminal by default. */
final class Client {
    static final Instant START = Instant.parse("2026-02-26T08:00:00Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private boolean terminal;
    private Instant now = START;

    Client with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Client onTerminal() {
        terminal = true;
        return this;
    }

    int run(String... arguments) {
        Screen screen = new Screen(stream(out), stream(err), terminal, 100);
        return new OpenGuides(screen, environment, timing()).run(arguments);
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
                now = now.plus(length);
            }
        };
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
