package org.openguides.processing.internal.walk;

import java.util.List;

import org.openguides.processing.internal.observe.Check;
import org.openguides.processing.internal.observe.Finding;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Health check that reports a wrong configuration of the processed paths, while which nothing is processed. */
@Component(service = Check.class)
public final class PathsCheck implements Check {

    private final CurrentPaths paths;

    @Activate
    public PathsCheck(@Reference(name = "paths") CurrentPaths paths) {
        this.paths = paths;
    }

    @Override
    public String name() {
        return "OpenGuides paths";
    }

    @Override
    public String beanName() {
        return "openguidesPaths";
    }

    @Override
    public List<Finding> look() {
        return List.of(paths.get()
                .complaint()
                .map(complaint -> Finding.critical("Wrong paths: " + complaint + "."))
                .orElseGet(() -> Finding.ok("The enabled and ignored paths are valid.")));
    }

    @Override
    public boolean isLoggedAtItsSource() {
        return true;
    }
}
