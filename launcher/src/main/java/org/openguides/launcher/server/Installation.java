package org.openguides.launcher.server;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What servers are started from.
 *
 * @param runtime  the folder that the build fills: feature files, their artifacts, the Sling feature launcher
 * @param javaHome of the JDK that servers run on
 * @param jvm      arguments of the JVM of each server
 * @param shielded whether signals of the terminal, such as that of Ctrl-C, are kept from servers, so that the process that started
 *                 them decides when and in which order they end; needs a POSIX shell
 */
public record Installation(Path runtime, Path javaHome, List<String> jvm, boolean shielded) {

    private static final Pattern BLANK = Pattern.compile(" +");

    /** What a build says in system properties: {@code openguides.runtime}, {@code .java.home} and {@code .servers.jvm}. */
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

    /** The program {@code java}. */
    public Path java() {
        return javaHome.resolve("bin").resolve("java");
    }
}
