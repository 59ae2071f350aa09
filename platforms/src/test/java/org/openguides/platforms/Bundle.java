package org.openguides.platforms;

import java.util.List;
import java.util.Map;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import aQute.bnd.osgi.Domain;
import aQute.bnd.osgi.resource.ResourceBuilder;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/**
 * What a bundle wants and offers, as its manifest says.
 *
 * @param requirements what has to be there when it is resolved
 * @param capabilities what it offers to others and to itself
 */
record Bundle(List<Requirement> requirements, List<Capability> capabilities) {

    static Bundle of(Manifest manifest) {
        Resource resource = resource(manifest);
        List<Requirement> needed =
                resource.getRequirements(null).stream().filter(Bundle::isNeeded).toList();
        return new Bundle(needed, resource.getCapabilities(null));
    }

    /** The same bundle, installed beside another one. */
    Bundle beside(Bundle other) {
        return new Bundle(
                requirements,
                Stream.concat(capabilities.stream(), other.capabilities().stream())
                        .toList());
    }

    private static boolean isNeeded(Requirement requirement) {
        Map<String, String> directives = requirement.getDirectives();
        return directives.getOrDefault("effective", "resolve").equals("resolve")
                && directives.getOrDefault("resolution", "mandatory").equals("mandatory");
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // bnd declares nothing narrower
    private static Resource resource(Manifest manifest) {
        try {
            ResourceBuilder builder = new ResourceBuilder();
            builder.addManifest(Domain.domain(manifest));
            return builder.build();
        } catch (Exception e) {
            throw new IllegalArgumentException(e);
        }
    }
}
