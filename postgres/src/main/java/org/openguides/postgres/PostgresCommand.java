package org.openguides.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Database commands of run.sh. */
public final class PostgresCommand {

    private static final int LOGIN_SECONDS = 10;

    private PostgresCommand() {}

    /**
     * Runs a PostgreSQL server until the process is ended and prints its URL, or checks another one.
     *
     * @param args {@code serve} and the data folder, or {@code check} and a JDBC URL
     */
    public static void main(String[] args) throws InterruptedException {
        Optional<String> problem = run(args, System.getenv());
        problem.ifPresent(System.err::println);
        System.exit(problem.isPresent() ? 1 : 0);
    }

    private static Optional<String> run(String[] args, Map<String, String> environment) throws InterruptedException {
        return switch (args.length == 2 ? args[0] : "") {
            case "serve" -> serve(Path.of(args[1]));
            case "check" -> check(
                    args[1],
                    environment.getOrDefault("OPENGUIDES_DATABASE_USER", "postgres"),
                    environment.getOrDefault("OPENGUIDES_DATABASE_PASSWORD", ""));
            default -> Optional.of("Usage: java -jar postgres.jar serve DATA-FOLDER | check JDBC-URL");
        };
    }

    private static Optional<String> serve(Path data) throws InterruptedException {
        try {
            System.out.println(LocalPostgres.start(data).url());
            System.out.flush();
            new CountDownLatch(1).await();
            return Optional.empty();
        } catch (IOException | IllegalStateException e) {
            return Optional.of("PostgreSQL does not start: " + e.getMessage() + "; see " + data + ".log");
        }
    }

    /**
     * Checks whether a database is suitable for a repository.
     *
     * @return the problem, as a sentence; empty if there is none
     */
    static Optional<String> check(String url, String user, String password) {
        DriverManager.setLoginTimeout(LOGIN_SECONDS);
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW server_encoding")) {
            rows.next();
            String encoding = rows.getString(1);
            return "UTF8".equals(encoding)
                    ? Optional.empty()
                    : Optional.of("the database is encoded in " + encoding + "; make one with ENCODING 'UTF8'");
        } catch (SQLException e) {
            return Optional.of("the database cannot be used: " + e.getMessage());
        }
    }
}
