package org.openguides.launcher.server;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The runtime and the JDK that servers run on.
 *
 * @param runtime  the folder that the build fills with feature files, their artifacts and the Sling feature launcher
 * @param javaHome of the JDK that servers run on
 * @param jvm      arguments of the JVM of each server
 * @param shielded whether servers ignore signals of the terminal such as Ctrl-C, so that their parent process stops them in its
 *                 own order; needs a POSIX shell
 */
public record Installation(Path runtime, Path javaHome, List<String> jvm, boolean shielded) {

    private static final Pattern BLANK = Pattern.compile(" +");

    /** Reads the system properties that the build sets: {@code openguides.runtime}, {@code .java.home} and {@code .servers.jvm}. */
    public static Installation ofBuild() {
        return new Installation(
                Path.of(System.getProperty("openguides.runtime", "../all/target/runtime"))
                        .toAbsolutePath()
                        .normalize(),
                Path.of(System.getProperty("openguides.java.home", System.getProperty("java.home"))),
                BLANK.splitAsStream(System.getProperty("openguides.servers.jvm", ""))
                        .filter(argument -> !argument.isBlank())
                        .toList(),
                false);
    }

    /** The {@code java} executable. */
    public Path java() {
        return javaHome.resolve("bin").resolve("java");
    }
}
