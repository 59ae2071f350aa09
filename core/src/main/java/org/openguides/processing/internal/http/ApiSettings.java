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
 * The configuration of the HTTP API.
 *
 * @param basePath     additional base path of the endpoints, used where no other bundle serves it; absolute, without a
 *     trailing slash
 * @param enabled      whether the endpoints are registered at all
 * @param contentRoots absolute paths; a run may only process content at or below them
 * @param operators    the users who may see every run and start runs on all content that they can read
 * @param historySize  default number of runs in a page of the history
 * @param users        looks up when users were created
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

    /** Looks up when users were created. Safe for use by multiple threads. */
    @FunctionalInterface
    public interface Users {

        /** Returns when the current user with the given id was created; empty if it is unknown. */
        Optional<Instant> madeAt(String userId) throws RepositoryException;
    }

    /** The base path that clients of AEM Guides use. */
    public static final String DEFAULT_BASE_PATH = "/bin/guides/v1";

    /** The base path that only this bundle uses; the endpoints are always available below it. */
    public static final String OWN_BASE_PATH = "/bin/openguides/v1";

    static final String PID = "org.openguides.processing.http";

    /** Characters that need no escaping in an OSGi filter, a URL or JSON. */
    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9/._-]+");

    /** The OSGi configuration. */
    @ObjectClassDefinition(
            name = "OpenGuides: HTTP API",
            description = "The base path of the API, and the content that it may process.")
    @interface Config {
        @AttributeDefinition(
                name = "Base path",
                description = "The endpoints are available below " + OWN_BASE_PATH
                        + ", and also below this path where no other bundle,"
                        + " such as AEM Guides, serves it. Sling must allow servlets at these paths: see the Apache"
                        + " Sling Servlet/Script Resolver.")
        String basePath() default DEFAULT_BASE_PATH;

        @AttributeDefinition(
                name = "Enabled",
                description = "Whether the endpoints are registered; disable them on publish.")
        boolean enabled() default true;

        @AttributeDefinition(
                name = "Content roots",
                description = "Only content at or below these paths can be processed.")
        String[] contentRoots() default {"/content/dam"};

        @AttributeDefinition(name = "History size", description = "Default number of jobs in a page of the history.")
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
            throw new IllegalArgumentException("basePath of " + PID + " must be an absolute path of plain letters and"
                    + " digits without a trailing slash, such as " + DEFAULT_BASE_PATH + ", but is: " + basePath);
        }
        contentRoots = contentRoots.stream()
                .map(String::strip)
                .map(PathSyntax::normalised)
                .flatMap(root -> root.stream())
                .toList();
    }

    /** Returns all base paths, {@link #OWN_BASE_PATH} first. */
    List<String> basePaths() {
        return Stream.of(OWN_BASE_PATH, basePath).distinct().toList();
    }

    /** Returns whether the path of an endpoint is registered regardless of other bundles. */
    boolean isOwn(String path) {
        return path.startsWith(OWN_BASE_PATH + "/");
    }
}
