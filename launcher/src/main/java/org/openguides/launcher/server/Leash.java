package org.openguides.launcher.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs the main class named by the first argument with the other arguments, and ends the process when its standard input ends:
 * so it does not outlive the process that started it, not even if that is killed. It ends in order, and is halted if that takes
 * too long. A line of the input is the id of another process, which it has to outlive: it waits for the end of those first.
 */
public final class Leash {

    private static final long LIMIT_SECONDS = Long.getLong("openguides.leash.seconds", 30);

    private Leash() {}

    /** Runs what the arguments say. */
    public static void main(String[] args) throws ReflectiveOperationException {
        daemon(Leash::endWhenLetGo).start();
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(args[0] + " failed", e.getCause());
        }
    }

    /** What has to be on the class path of the process. */
    public static Path classPath() {
        try {
            return Path.of(Leash.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void endWhenLetGo() {
        awaitEnd(readUntilLetGo());
        daemon(Leash::haltAtTheLimit).start();
        exit();
    }

    private static List<CompletableFuture<ProcessHandle>> readUntilLetGo() {
        List<CompletableFuture<ProcessHandle>> ends = new ArrayList<>();
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                ProcessHandle.of(Long.parseLong(line))
                        .map(ProcessHandle::onExit)
                        .ifPresent(ends::add);
            }
        } catch (IOException e) {
            System.err.println("leash: " + e);
        }
        return ends;
    }

    private static void awaitEnd(List<CompletableFuture<ProcessHandle>> ends) {
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, LIMIT_SECONDS + 1, TimeUnit.SECONDS)
                .join();
    }

    private static void haltAtTheLimit() {
        try {
            if (!new CountDownLatch(1).await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void exit() {
        System.exit(1);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "leash");
        thread.setDaemon(true);
        return thread;
    }
}
