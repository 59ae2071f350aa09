package org.openguides.processing.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Strict reader of the text format of Prometheus, version 0.0.4: each metric has its HELP and its TYPE before its
 * samples, is not repeated, and has the samples of its type. Immutable.
 */
public final class Samples {

    private static final Pattern HELP = Pattern.compile("# HELP ([a-z_]+) ([^\\n\\\\]|\\\\\\\\|\\\\n)+");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z_]+) (counter|gauge|histogram)");
    private static final String VALUE = "-?[0-9.]+(?:E-?[0-9]+)?";
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z_]+)(\\{[a-z]+=\"(?:[^\"\\\\\\n]|\\\\\\\\|\\\\\"|\\\\n)*\"})? (" + VALUE + ")");
    private static final Set<String> OF_A_HISTOGRAM = Set.of("_bucket", "_sum", "_count");

    private final Map<String, String> types = new TreeMap<>();
    private final Map<String, Double> values = new HashMap<>();

    private Samples() {}

    /** Parses a text; throws an AssertionError with the first line that is not valid. */
    public static Samples parse(String text) {
        Samples samples = new Samples();
        if (!text.endsWith("\n")) {
            throw new AssertionError("the last line has no end");
        }
        String helped = "";
        String name = "";
        for (String line : text.split("\n")) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            if (help.matches()) {
                helped = help.group(1);
            } else if (type.matches()) {
                name = type.group(1);
                if (!name.equals(helped) || samples.types.put(name, type.group(2)) != null) {
                    throw new AssertionError("without HELP, or repeated: " + line);
                }
            } else {
                samples.add(name, line);
            }
        }
        return samples;
    }

    private void add(String family, String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new AssertionError("not a sample: " + line);
        }
        String suffix = sample.group(1).startsWith(family) ? sample.group(1).substring(family.length()) : "other";
        boolean histogram = "histogram".equals(types.get(family));
        if (histogram ? !OF_A_HISTOGRAM.contains(suffix) : !suffix.isEmpty()) {
            throw new AssertionError("not of " + family + ": " + line);
        }
        String key = sample.group(1) + (sample.group(2) == null ? "" : sample.group(2));
        if (values.put(key, Double.valueOf(sample.group(3))) != null) {
            throw new AssertionError("repeated: " + line);
        }
    }

    /** Returns the types of the metrics by name. */
    public Map<String, String> types() {
        return Map.copyOf(types);
    }

    /** Returns the names of all samples, with their labels. */
    public Set<String> names() {
        return Set.copyOf(values.keySet());
    }

    /**
     * Returns the value of a sample.
     *
     * @param name name with its label, such as <code>openguides_assets_total{outcome="failed"}</code>
     */
    public double value(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new AssertionError("no " + name + " among " + values.keySet());
        }
        return value;
    }
}
