package org.openguides.processing.it;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Runs the main class named by the first argument with the other arguments, and ends the process at once when its
 * standard input ends: so a server does not outlive the tests that started it, not even when they are killed.
 */
public final class Leash {

    private Leash() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Thread watch = new Thread(Leash::haltWhenLetGo, "leash");
        watch.setDaemon(true);
        watch.start();
        run(args[0], Arrays.copyOfRange(args, 1, args.length));
    }

    /** What has to be on the class path of the process. */
    static Path classPath() {
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

    private static void run(String mainClass, String[] args) throws ReflectiveOperationException {
        try {
            Class.forName(mainClass).getMethod("main", String[].class).invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(mainClass + " failed", e.getCause());
        }
    }

    private static void haltWhenLetGo() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; what counts is the end.
            }
        } catch (IOException e) {
            System.err.println("leash: " + e);
        }
        Runtime.getRuntime().halt(1);
    }
}
