package org.openguides.processing.internal.observe;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.ServiceTracker;

/** All checks that there are now. Safe for use by many threads. */
@Component(service = Checks.class)
public final class Checks {

    private final ServiceTracker<Check, Check> checks;

    @Activate
    public Checks(BundleContext context) {
        checks = new ServiceTracker<>(context, Check.class, null);
        checks.open();
    }

    @Deactivate
    public void close() {
        checks.close();
    }

    /** What they find now, in the order of their names. */
    public List<Health> look() {
        return all().map(Health::of).toList();
    }

    Stream<Check> all() {
        return Stream.of(checks.getServices(new Check[0])).sorted(Comparator.comparing(Check::name));
    }
}
