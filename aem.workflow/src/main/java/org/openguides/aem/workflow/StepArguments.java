package org.openguides.aem.workflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The arguments of a step, as an administrator writes them in its dialog: {@code name=value}, separated by commas or line
 * breaks. A value with a comma is put between double quotes. Immutable.
 *
 * @param waits             whether the workflow waits for the end of the run
 * @param failsOnError      whether the step fails if the run does not succeed, or an asset fails; only if it waits
 * @param skipProcessed     whether to leave out assets that have been processed and have not changed since
 * @param excludedPaths     absolute paths of subtrees to leave out, without trailing slashes
 */
record StepArguments(boolean waits, boolean failsOnError, boolean skipProcessed, List<String> excludedPaths) {

    /** The only type of run that a workflow may start. */
    private static final String TYPE = "ASSET_PROCESSING";

    private static final String EXCLUDED = "excludedPaths";

    private static final Pattern ARGUMENT =
            Pattern.compile("([^=,\"\\r\\n]*)=[ \\t]*(?:\"([^\"]*)\"[ \\t]*|([^,\"\\r\\n]*))" + "(?:[,\\r\\n]\\s*|$)");

    private static final String NAMES = "type, wait, failOnError, filterProcessedAssets, excludedPaths";

    private static final StepArguments DEFAULT = new StepArguments(true, true, false, List.of());

    StepArguments {
        excludedPaths = List.copyOf(excludedPaths);
    }

    /**
     * Returns the arguments; those that are not given have their defaults.
     *
     * @throws IllegalArgumentException if an argument is wrong; the message is a clause that names it and how to correct
     *                                  it
     */
    static StepArguments parse(String text) {
        StepArguments arguments = DEFAULT;
        Set<String> given = new HashSet<>();
        String rest = text.strip();
        Matcher argument = ARGUMENT.matcher(rest);
        for (int position = 0; position < rest.length(); position = argument.end()) {
            if (!argument.find(position) || argument.start() != position) {
                throw new IllegalArgumentException("the arguments cannot be read from \"" + rest.substring(position)
                        + "\" on: write name=value, separated by commas, and quote values with a comma");
            }
            String name = argument.group(1).strip();
            if (!name.equals(EXCLUDED) && !given.add(name)) {
                throw new IllegalArgumentException("the argument " + name + " is given twice: remove one");
            }
            String quoted = argument.group(2);
            arguments = arguments.with(name, (quoted == null ? argument.group(3) : quoted).strip());
        }
        return arguments;
    }

    private StepArguments with(String name, String value) {
        return switch (name) {
            case "wait" -> new StepArguments(flag(name, value), failsOnError, skipProcessed, excludedPaths);
            case "failOnError" -> new StepArguments(waits, flag(name, value), skipProcessed, excludedPaths);
            case "filterProcessedAssets" -> new StepArguments(waits, failsOnError, flag(name, value), excludedPaths);
            case EXCLUDED -> {
                List<String> paths = new ArrayList<>(excludedPaths);
                paths.add(path(value));
                yield new StepArguments(waits, failsOnError, skipProcessed, paths);
            }
            case "type" -> {
                checkType(value);
                yield this;
            }
            default -> throw new IllegalArgumentException("there is no argument \"" + name + "\": use " + NAMES);
        };
    }

    private static boolean flag(String name, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(
                    "the argument " + name + " is \"" + value + "\": write " + name + "=true or " + name + "=false");
        };
    }

    private static void checkType(String value) {
        if (!value.equals(TYPE)) {
            throw new IllegalArgumentException("the argument type is \"" + value + "\": write type=" + TYPE
                    + ", the only type that a workflow may start, or remove it");
        }
    }

    /** The leading slash is optional, as in the HTTP API. */
    private static String path(String value) {
        String absolute = value.startsWith("/") ? value : "/" + value;
        String path = absolute.endsWith("/") ? absolute.substring(0, absolute.length() - 1) : absolute;
        boolean valid = !path.isEmpty()
                && Arrays.stream(path.substring(1).split("/", -1))
                        .noneMatch(name -> name.isBlank() || name.equals(".") || name.equals(".."));
        if (!valid) {
            throw new IllegalArgumentException("the argument excludedPaths has \"" + value
                    + "\": write an absolute path without empty, \".\" and \"..\" segments");
        }
        return path;
    }
}
