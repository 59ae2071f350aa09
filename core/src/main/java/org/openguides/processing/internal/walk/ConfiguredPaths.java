package org.openguides.processing.internal.walk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Dictionary;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.log.ServerLog;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;

/**
 * The processed paths as they are configured now, here and for AEM Guides. A wrong configuration is logged as an error,
 * and until it is corrected no path is included. Safe for use by multiple threads.
 */
@Component(
        service = {CurrentPaths.class, ConfigurationListener.class},
        configurationPid = ConfiguredPaths.PID)
@Designate(ocd = PathsConfig.class)
public final class ConfiguredPaths implements CurrentPaths, ConfigurationListener {

    static final String PID = "org.openguides.processing.paths";

    /** Configuration of the HTTP API. */
    static final String HTTP_PID = "org.openguides.processing.http";

    private static final String DEFAULT_CONTENT_ROOT = "/content/dam";

    /** Configuration of AEM Guides, as Adobe documents it. */
    static final String GUIDES_PID = "com.adobe.fmdita.config.ConfigManager";

    static final String GUIDES_ENABLED = "enabled.post.processing.paths";
    static final String GUIDES_IGNORED = "ignored.post.processing.paths";

    private static final Logger LOG = ServerLog.of(ConfiguredPaths.class);

    private final ConfigurationAdmin configurations;
    private Own own;
    private volatile ProcessedPaths paths;

    /** The configuration of this component. */
    private record Own(List<String> enabled, List<String> ignored, boolean followsGuides) {

        static Own of(PathsConfig config) {
            return new Own(entries(config.enabledPaths()), entries(config.ignoredPaths()), config.guidesPaths());
        }
    }

    @Activate
    public ConfiguredPaths(@Reference(name = "configurations") ConfigurationAdmin configurations, PathsConfig config) {
        this.configurations = configurations;
        this.own = Own.of(config);
        this.paths = read(own);
    }

    /** Applies a changed configuration in place, so that a change does not restart runs. */
    @Modified
    synchronized void modify(PathsConfig config) {
        own = Own.of(config);
        paths = read(own);
    }

    @Override
    public ProcessedPaths get() {
        return paths;
    }

    /** Applies changes of the other configurations that are read here. */
    @Override
    public synchronized void configurationEvent(ConfigurationEvent event) {
        if (GUIDES_PID.equals(event.getPid()) || HTTP_PID.equals(event.getPid())) {
            paths = read(own);
        }
    }

    private ProcessedPaths read(Own from) {
        String pid = PID;
        try {
            // like the HTTP API, which leaves out invalid ones
            List<String> roots = listed(HTTP_PID, "contentRoots", DEFAULT_CONTENT_ROOT).stream()
                    .filter(root -> PathPatterns.complaintAbout(root).isEmpty())
                    .toList();
            ProcessedPaths alone = ProcessedPaths.of(from.enabled.isEmpty() ? roots : from.enabled, from.ignored);
            if (!from.followsGuides) {
                return alone;
            }
            pid = GUIDES_PID;
            List<String> enabled = listed(GUIDES_PID, GUIDES_ENABLED);
            List<String> ignored = listed(GUIDES_PID, GUIDES_IGNORED);
            if (enabled.isEmpty() && ignored.isEmpty()) {
                return alone;
            }
            LOG.info("The paths of AEM Guides apply: enabled {}, ignored {}", enabled, ignored);
            check(GUIDES_ENABLED, enabled);
            check(GUIDES_IGNORED, ignored);
            return ProcessedPaths.of(
                    Stream.of(from.enabled, enabled, roots)
                            .filter(list -> !list.isEmpty())
                            .findFirst()
                            .orElse(roots),
                    Stream.concat(from.ignored.stream(), ignored.stream())
                            .distinct()
                            .toList());
        } catch (IllegalArgumentException e) {
            return refused("the configuration " + pid + " is wrong, and no asset is processed until it is corrected: "
                    + e.getMessage());
        } catch (IOException e) {
            LOG.debug("The configuration {} cannot be read", pid, e);
            return refused("the configuration " + pid + " cannot be read, and no asset is processed until it can");
        }
    }

    /** @throws IllegalArgumentException with the name of the property if an entry is wrong */
    private static void check(String property, List<String> entries) {
        new PathPatterns(property, entries);
    }

    private static ProcessedPaths refused(String complaint) {
        LOG.error("{}", complaint);
        return ProcessedPaths.refused(complaint);
    }

    /** Returns a list of another configuration, which may have blank entries and paths with a slash at the end. */
    private List<String> listed(String pid, String property, String... byDefault) throws IOException {
        Object value = value(pid, property);
        return Stream.of(value == null ? byDefault : strings(value))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(ConfiguredPaths::withoutSlash)
                .toList();
    }

    private static String withoutSlash(String entry) {
        boolean isPath = !entry.startsWith(PathPatterns.REGEX) && entry.length() > 1;
        return isPath && entry.endsWith("/") ? entry.substring(0, entry.length() - 1) : entry;
    }

    private @Nullable Object value(String pid, String property) throws IOException {
        try {
            Configuration[] found = configurations.listConfigurations("(service.pid=" + pid + ")");
            Dictionary<String, Object> properties =
                    found == null || found.length == 0 ? null : found[0].getProperties();
            return properties == null ? null : properties.get(property);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the filter has only a name in it", e);
        }
    }

    /** A property with several values may be configured as a single one or as a list. */
    private static String[] strings(Object value) {
        if (value instanceof String[] array) {
            return array;
        }
        return value instanceof Collection<?> several
                ? several.stream().map(String::valueOf).toArray(String[]::new)
                : new String[] {String.valueOf(value)};
    }

    /** Returns the entries; none if all are blank, which is how consoles store an emptied list. */
    private static List<String> entries(String[] values) {
        List<String> entries = new ArrayList<>();
        Arrays.stream(values).map(String::strip).forEach(entries::add);
        return entries.stream().allMatch(String::isEmpty) ? List.of() : List.copyOf(entries);
    }
}
