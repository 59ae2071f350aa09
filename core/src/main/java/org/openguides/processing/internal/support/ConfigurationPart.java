package org.openguides.processing.internal.support;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.List;

import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The OSGi configurations of the product and of its job queues, without secrets. Properties with defaults are absent. */
@Component(service = SupportPart.class)
public final class ConfigurationPart implements SupportPart {

    private static final String OURS =
            "(|(service.pid=org.openguides.*)(service.factoryPid=org.openguides.*)" + "(queue.name=openguides-*))";

    private final ConfigurationAdmin configurations;

    @Activate
    public ConfigurationPart(@Reference(name = "configurations") ConfigurationAdmin configurations) {
        this.configurations = configurations;
    }

    @Override
    public String name() {
        return "configuration";
    }

    @Override
    public void writeTo(Files files) {
        PrintWriter text = files.begin("configuration.txt");
        List<Configuration> all = find();
        text.println(all.size() + " configurations; secrets are replaced by ***, and defaults are not listed");
        for (Configuration configuration : all) {
            text.println();
            text.println(configuration.getPid());
            Dictionary<String, Object> properties = configuration.getProperties();
            Collections.list(properties.keys()).stream()
                    .sorted()
                    .forEach(name -> text.println("  " + name + " = " + shown(name, properties.get(name))));
        }
    }

    private List<Configuration> find() {
        try {
            Configuration[] found = configurations.listConfigurations(OURS);
            List<Configuration> all = new ArrayList<>(found == null ? List.of() : Arrays.asList(found));
            all.sort(Comparator.comparing(Configuration::getPid));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String shown(String name, Object value) {
        List<String> values = new ArrayList<>();
        if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                values.add(Secrets.masked(name, String.valueOf(Array.get(value, i))));
            }
        } else if (value instanceof Collection<?> several) {
            several.forEach(each -> values.add(Secrets.masked(name, String.valueOf(each))));
        } else {
            return Secrets.masked(name, value.toString());
        }
        return values.toString();
    }
}
