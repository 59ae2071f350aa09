package org.openguides.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

final class LocalPostgresTest {

    @TempDir
    private Path folder;

    @Test
    void keepsWhatIsCommittedWhateverEndsIt() throws IOException, SQLException {
        Path data = folder.resolve("data");
        try (LocalPostgres postgres = LocalPostgres.start(data)) {
            execute(postgres.url(), "CREATE TABLE kept (n int)");
            for (int i = 1; i <= 50; i++) {
                execute(postgres.url(), "INSERT INTO kept VALUES (" + i + ")");
            }
            postgres.kill();
            assertThrows(SQLException.class, () -> count(postgres.url()));
            postgres.restart();
            assertEquals(50, count(postgres.url()));
        }
        try (LocalPostgres postgres = LocalPostgres.start(data)) {
            assertEquals(50, count(postgres.url()));
        }
    }

    @Test
    void endsWithTheProcessThatStartedItEvenIfThatIsKilled()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Path data = folder.resolve("data");
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PostgresCommand.class.getName(),
                        "serve",
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = owner.inputReader()) {
            assertEquals("jdbc:postgresql:", out.readLine().substring(0, 16));
            String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
            ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();

            owner.destroyForcibly();

            postmaster.onExit().get(1, TimeUnit.MINUTES);
        } finally {
            owner.destroyForcibly();
        }
    }

    @Test
    void tellsWhatKeepsADatabaseFromBeingUsed() throws IOException, SQLException {
        try (LocalPostgres postgres = LocalPostgres.start(folder.resolve("data"))) {
            String latin = postgres.url().replace("/postgres?", "/latin?");
            assertEquals(Optional.empty(), PostgresCommand.check(postgres.url(), "nobody", ""));
            assertEquals(
                    "the database cannot be used: FATAL: database \"latin\" does not exist",
                    PostgresCommand.check(latin, "", "").orElseThrow());

            execute(postgres.url(), "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'");

            assertEquals(
                    "the database is encoded in LATIN1; make one with ENCODING 'UTF8'",
                    PostgresCommand.check(latin, "", "").orElseThrow());
        }
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
