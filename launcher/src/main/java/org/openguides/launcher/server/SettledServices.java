package org.openguides.launcher.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Sees whether the services of a server still come and go. Sling starts its servlets several times over as service users
 * become known, and a request in between fails although the one before was answered. For one thread.
 */
final class SettledServices implements Readiness.Condition {

    private static final Duration QUIET = Duration.ofSeconds(1);

    private long newest = -1;
    private long since;

    /** Empty once no service has been registered for {@link #QUIET}; to be asked often. */
    @Override
    public Optional<String> lack(ServerHttp http) throws IOException {
        long seen = newestService(http);
        long now = System.nanoTime();
        if (seen != newest) {
            newest = seen;
            since = now;
        }
        return now - since >= QUIET.toNanos() ? Optional.empty() : Optional.of("services that stay");
    }

    /** Ids grow. */
    private static long newestService(ServerHttp http) throws IOException {
        return StreamSupport.stream(
                        http.array("/system/console/services.json", "data").spliterator(), false)
                .mapToLong(service -> service.getAsJsonObject().get("id").getAsLong())
                .max()
                .orElseThrow(() -> new IOException("no services"));
    }
}
