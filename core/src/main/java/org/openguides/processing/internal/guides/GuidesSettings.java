package org.openguides.processing.internal.guides;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.internal.log.ServerLog;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;

/**
 * Decides whether a new run writes the properties of AEM Guides. An invalid configuration value counts as {@code own},
 * the harmless choice, until it is corrected. Safe for use by multiple threads.
 */
@Component(service = GuidesSettings.class, configurationPid = GuidesSettings.PID)
@Designate(ocd = GuidesConfig.class)
public final class GuidesSettings {

    static final String PID = "org.openguides.processing.guides";

    private static final Logger LOG = ServerLog.of(GuidesSettings.class);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private final BundleContext context;
    private final String wanted;
    private final List<String> bundles;
    private final List<String> folders;
    private final List<String> complaints;

    /**
     * The decision for a run.
     *
     * @param properties which properties it may write
     * @param reason     why, in a few words for people
     */
    public record Decision(GuidesProperties properties, String reason) {}

    /** Creates the settings from a configuration; an invalid value is logged as an error with the name of the field. */
    @Activate
    public GuidesSettings(BundleContext context, GuidesConfig config) {
        this.context = context;
        this.wanted = config.guidesProperties().strip().toLowerCase(Locale.ROOT);
        this.bundles = stripped(config.bundles());
        this.folders = stripped(config.folders());
        this.complaints = complaints();
        complaints.forEach(complaint -> LOG.error("{}: {}; own applies until it is corrected", PID, complaint));
    }

    /**
     * Returns the decision for a run that starts now.
     *
     * @param session reads the folders of AEM Guides, as far as it may
     */
    public Decision decide(Session session) throws RepositoryException {
        if (!complaints.isEmpty()) {
            return new Decision(GuidesProperties.OWN, "the configuration " + PID + " is wrong: " + complaints.get(0));
        }
        if (!wanted.equals("auto")) {
            return new Decision(GuidesProperties.valueOf(wanted.toUpperCase(Locale.ROOT)), "as configured");
        }
        Optional<String> bundle = bundle();
        Optional<String> sign = bundle.isPresent() ? bundle : folder(session);
        return sign.map(found -> new Decision(GuidesProperties.OWN, "AEM Guides is present: " + found))
                .orElse(new Decision(GuidesProperties.WRITE, "AEM Guides is not present"));
    }

    /** Regardless of its state: a bundle that is stopped temporarily will process assets again. */
    private Optional<String> bundle() {
        return Arrays.stream(context.getBundles())
                .map(Bundle::getSymbolicName)
                .filter(Objects::nonNull)
                .filter(name -> bundles.stream().anyMatch(name::startsWith))
                .findFirst()
                .map(name -> "bundle " + name);
    }

    private Optional<String> folder(Session session) throws RepositoryException {
        for (String folder : folders) {
            if (session.nodeExists(folder)) {
                return Optional.of("node " + folder);
            }
        }
        return Optional.empty();
    }

    private static boolean isPath(String folder) {
        return folder.startsWith("/")
                && Arrays.stream(folder.substring(1).split("/", -1))
                        .allMatch(name -> NAME.matcher(name).matches());
    }

    private List<String> complaints() {
        List<String> found = new ArrayList<>();
        if (!List.of("write", "own", "auto").contains(wanted)) {
            found.add("guidesProperties must be write, own or auto");
            return found;
        }
        if (wanted.equals("auto") && bundles.contains("")) {
            found.add("bundles must not have a blank entry, with which every name begins");
        }
        if (wanted.equals("auto") && !folders.stream().allMatch(GuidesSettings::isPath)) {
            found.add("folders must be absolute paths of letters, digits, dots, - and _, such as /libs/fmdita");
        }
        return found;
    }

    private static List<String> stripped(String[] values) {
        return Stream.of(values).map(String::strip).toList();
    }
}
