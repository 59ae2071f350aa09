package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.access.Requesters;
import org.openguides.processing.internal.session.ServiceSessions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * What an administrator decides about the HTTP API.
 *
 * @param basePath       below which the endpoints lie too where no other bundle serves them; absolute, without a slash at
 *     the end
 * @param enabled        whether there are endpoints at all
 * @param contentRoots   absolute paths that runs must lie at or below
 * @param operators      who sees every run and may start one wherever they can read
 * @param historySize    how many runs the history shows when the client does not say
 * @param users          tells when users were made
 */
@Component(service = ApiSettings.class, configurationPid = ApiSettings.PID)
@Designate(ocd = ApiSettings.Config.class)
public record ApiSettings(
        String basePath,
        boolean enabled,
        List<String> contentRoots,
        Operators operators,
        int historySize,
        Users users) {

    /** Tells when users were made. Safe for use by many threads. */
    @FunctionalInterface
    public interface Users {

        /** When the user that has an id now was made; empty if that is not known. */
        Optional<Instant> madeAt(String userId) throws RepositoryException;
    }

    /** The base path that clients of AEM Guides know. */
    public static final String DEFAULT_BASE_PATH = "/bin/guides/v1";

    /** The base path that is ours alone; the endpoints always lie below it. */
    public static final String OWN_BASE_PATH = "/bin/openguides/v1";

    static final String PID = "org.openguides.processing.http";

    /** What needs no escaping in a filter, a URL or JSON. */
    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9/._-]+");

    /** The configuration as the platform shows it. */
    @ObjectClassDefinition(
            name = "OpenGuides: HTTP API",
            description = "Where the API is, and which content it works on.")
    @interface Config {
        @AttributeDefinition(
                name = "Base path",
                description = "The endpoints lie below " + OWN_BASE_PATH
                        + ", and below this path too as far as no other bundle"
                        + " serves it, as AEM Guides may. Sling has to allow servlets there: see its Apache"
                        + " Sling Servlet/Script Resolver.")
        String basePath() default DEFAULT_BASE_PATH;

        @AttributeDefinition(name = "Enabled", description = "Without it there are no endpoints, as on a publisher.")
        boolean enabled() default true;

        @AttributeDefinition(name = "Content roots", description = "Paths that can be processed lie at or below these.")
        String[] contentRoots() default {"/content/dam"};

        @AttributeDefinition(
                name = "History size",
                description = "Number of jobs in the history, unless the request names a limit.")
        int historySize() default 100;
    }

    @Activate
    public ApiSettings(
            Config config,
            @Reference(name = "operators") Operators operators,
            @Reference(name = "sessions") ServiceSessions sessions) {
        this(
                config.basePath(),
                config.enabled(),
                Arrays.asList(config.contentRoots()),
                operators,
                config.historySize(),
                new Requesters(sessions, operators)::madeAt);
    }

    public ApiSettings {
        basePath = basePath.strip();
        if (!PLAIN.matcher(basePath).matches()
                || !PathSyntax.normalised(basePath).equals(Optional.of(basePath))) {
            throw new IllegalArgumentException("basePath of " + PID + " has to be an absolute path of plain letters and"
                    + " digits without a slash at the end, such as " + DEFAULT_BASE_PATH + ", but is: " + basePath);
        }
        contentRoots = contentRoots.stream()
                .map(String::strip)
                .map(PathSyntax::normalised)
                .flatMap(root -> root.stream())
                .toList();
    }

    /** Every base path, ours first. */
    List<String> basePaths() {
        return Stream.of(OWN_BASE_PATH, basePath).distinct().toList();
    }

    /** Whether a path of an endpoint is bound whatever other bundles do. */
    boolean isOwn(String path) {
        return path.startsWith(OWN_BASE_PATH + "/");
    }
}
