package org.openguides.launcher.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Stands for a server that nothing ends. It writes one character when it runs, and its name to a file when it ends in order. */
public final class Endless {

    private Endless() {}

    /** Gets a file and a name; with the name {@code stubborn} its end never comes. */
    public static void main(String[] args) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(Path.of(args[0]), args[1])));
        System.out.print('r');
        System.out.flush();
        new CountDownLatch(1).await();
    }

    private static void end(Path file, String name) {
        try {
            Files.writeString(file, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (name.equals("stubborn")) {
                new CountDownLatch(1).await();
            }
        } catch (IOException | InterruptedException e) {
            System.err.println(e);
        }
    }

    /** Starts one on a leash, and returns when it runs. */
    public static LeashedProcess start(Path file, String name, String... jvm) throws IOException {
        LeashedProcess.Program program = new LeashedProcess.Program(
                List.of(jvm),
                System.getProperty("java.class.path"),
                List.of(Endless.class.getName(), file.toString(), name),
                file.getParent(),
                Map.of());
        LeashedProcess process = LeashedProcess.start(
                Installation.ofBuild(), program, ProcessBuilder.Redirect.PIPE, ProcessBuilder.Redirect.INHERIT);
        assertEquals('r', process.process().getInputStream().read(), "it runs");
        return process;
    }
}
