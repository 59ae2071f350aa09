package org.openguides.processing.internal.walk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Dictionary;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    /** Configuration of AEM Guides, as Adobe documents it. */
    static final String GUIDES_PID = "com.adobe.fmdita.config.ConfigManager";

    static final String GUIDES_ENABLED = "enabled.post.processing.paths";
    static final String GUIDES_IGNORED = "ignored.post.processing.paths";

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredPaths.class);

    private final ConfigurationAdmin configurations;
    private final List<String> enabled;
    private final List<String> ignored;
    private final List<String> contentRoots;
    private final boolean followsGuides;
    private volatile ProcessedPaths paths;

    @Activate
    public ConfiguredPaths(
            @Reference(name = "configurations") ConfigurationAdmin configurations,
            @Reference(name = "contentRoots") ContentRoots contentRoots,
            PathsConfig config) {
        this.configurations = configurations;
        this.enabled = entries(config.enabledPaths());
        this.ignored = entries(config.ignoredPaths());
        this.contentRoots = contentRoots.paths();
        this.followsGuides = config.guidesPaths();
        this.paths = read();
    }

    @Override
    public ProcessedPaths get() {
        return paths;
    }

    /** Reads the paths of AEM Guides again after they have changed. */
    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (followsGuides && GUIDES_PID.equals(event.getPid())) {
            paths = read();
        }
    }

    private ProcessedPaths read() {
        List<String> guidesEnabled = List.of();
        List<String> guidesIgnored = List.of();
        String pid = PID;
        try {
            ProcessedPaths own = ProcessedPaths.of(enabled.isEmpty() ? contentRoots : enabled, ignored);
            pid = GUIDES_PID;
            guidesEnabled = ofGuides(GUIDES_ENABLED);
            guidesIgnored = ofGuides(GUIDES_IGNORED);
            return guidesEnabled.isEmpty() && guidesIgnored.isEmpty() ? own : joined(guidesEnabled, guidesIgnored);
        } catch (IllegalArgumentException e) {
            return refused("the configuration " + pid + " is wrong, and no asset is processed until it is corrected: "
                    + e.getMessage());
        } catch (IOException e) {
            LOG.debug("The configuration {} cannot be read", GUIDES_PID, e);
            return refused("the configuration " + GUIDES_PID + " cannot be read, and no asset is processed until it"
                    + " can, or guidesPaths of " + PID + " is false");
        }
    }

    private ProcessedPaths joined(List<String> guidesEnabled, List<String> guidesIgnored) {
        checkGuides(GUIDES_ENABLED, guidesEnabled);
        checkGuides(GUIDES_IGNORED, guidesIgnored);
        List<String> first = Stream.of(enabled, guidesEnabled, contentRoots)
                .filter(list -> !list.isEmpty())
                .findFirst()
                .orElse(List.of());
        LOG.info("The paths of AEM Guides apply: enabled {}, ignored {}", guidesEnabled, guidesIgnored);
        return ProcessedPaths.of(
                first,
                Stream.concat(ignored.stream(), guidesIgnored.stream())
                        .distinct()
                        .toList());
    }

    /** @throws IllegalArgumentException with the name of the property there if an entry is wrong */
    private static void checkGuides(String property, List<String> entries) {
        new PathPatterns(property, entries);
    }

    private static ProcessedPaths refused(String complaint) {
        LOG.error("{}", complaint);
        return ProcessedPaths.refused(complaint);
    }

    /** Returns a list of AEM Guides, which also takes paths with a slash at the end; empty if it is not configured. */
    private List<String> ofGuides(String property) throws IOException {
        if (!followsGuides) {
            return List.of();
        }
        return Stream.of(strings(guidesValue(property)))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(entry -> entry.startsWith(PathPatterns.REGEX) ? entry : ContentRoots.withoutSlash(entry))
                .toList();
    }

    private @Nullable Object guidesValue(String property) throws IOException {
        try {
            Configuration[] found = configurations.listConfigurations("(service.pid=" + GUIDES_PID + ")");
            Dictionary<String, Object> properties =
                    found == null || found.length == 0 ? null : found[0].getProperties();
            return properties == null ? null : properties.get(property);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the filter is constant", e);
        }
    }

    /** A property with several values may be configured as a single one or as a list. */
    private static String[] strings(@Nullable Object value) {
        if (value instanceof String[] array) {
            return array;
        }
        if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).toArray(String[]::new);
        }
        return value == null ? new String[0] : new String[] {String.valueOf(value)};
    }

    /** Returns the entries; none if all are blank, which is how consoles store an emptied list. */
    private static List<String> entries(String[] values) {
        List<String> entries = new ArrayList<>();
        Arrays.stream(values).map(String::strip).forEach(entries::add);
        return entries.stream().allMatch(String::isEmpty) ? List.of() : List.copyOf(entries);
    }
}
