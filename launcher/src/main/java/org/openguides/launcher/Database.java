package org.openguides.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.openguides.launcher.server.Installation;
import org.openguides.launcher.server.LeashedProcess;
import org.openguides.launcher.server.ServerLogs;
import org.openguides.launcher.server.StartFailure;

/**
 * The module {@code postgres} in a separate process.
 *
 * @param installation with its JVM
 * @param program      its jar
 * @param home         the folder of its data and logs
 */
record Database(Installation installation, Path program, Path home) {

    private static final Duration CHECK_LIMIT = Duration.ofMinutes(1);

    /** Starts a PostgreSQL. */
    LeashedProcess begin() {
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(new ServerLogs(home).console().toFile());
        return start(List.of("serve", home.resolve("postgres").toString()), ProcessBuilder.Redirect.PIPE, log);
    }

    /**
     * Waits until it answers.
     *
     * @return where a JDBC driver finds it
     * @throws StartFailure if it ends before
     */
    static String awaitUrl(LeashedProcess begun) {
        try {
            BufferedReader out = begun.process().inputReader();
            String url = out.readLine();
            if (url == null) {
                throw new StartFailure("ended while it started");
            }
            return url;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of its log, after a failed start. */
    List<String> ends() {
        return ServerLogs.end(home.resolve("postgres.log"));
    }

    /** Whether the cluster can use another database; if not, the error stream says why. */
    boolean accepts(String url) {
        LeashedProcess check =
                start(List.of("check", url), ProcessBuilder.Redirect.INHERIT, ProcessBuilder.Redirect.INHERIT);
        return check.hasEnded(CHECK_LIMIT) && check.process().exitValue() == 0;
    }

    private LeashedProcess start(List<String> arguments, ProcessBuilder.Redirect out, ProcessBuilder.Redirect err) {
        List<String> main = new ArrayList<>(List.of("org.openguides.postgres.PostgresCommand"));
        main.addAll(arguments);
        return LeashedProcess.start(
                installation,
                new LeashedProcess.Program(
                        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                        program.toString(),
                        main,
                        home,
                        Map.of()),
                out,
                err);
    }
}
