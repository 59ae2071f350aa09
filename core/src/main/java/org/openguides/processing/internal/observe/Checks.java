package org.openguides.processing.internal.observe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * All checks that there are now. Safe for use by many threads. They are fetched when they are to look, and not before: what a
 * check looks at may be what is being activated just then, with whatever shows the checks.
 */
@Component(service = Checks.class)
public final class Checks {

    private final BundleContext context;

    @Activate
    public Checks(BundleContext context) {
        this.context = context;
    }

    /** What they find now, in the order of their names. */
    public List<Health> look() {
        return look(check -> true);
    }

    /** What some of them find now, in the order of their names. */
    List<Health> look(Predicate<Check> wanted) {
        List<Health> all = new ArrayList<>();
        for (ServiceReference<Check> reference : references()) {
            Check check = context.getService(reference);
            if (check != null) { // else it has gone meanwhile
                if (wanted.test(check)) {
                    all.add(Health.of(check));
                }
                context.ungetService(reference);
            }
        }
        all.sort(Comparator.comparing(Health::name));
        return all;
    }

    private Iterable<ServiceReference<Check>> references() {
        try {
            return context.getServiceReferences(Check.class, null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
