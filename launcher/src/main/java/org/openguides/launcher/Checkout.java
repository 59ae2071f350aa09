package org.openguides.launcher;

import java.nio.file.Path;

/**
 * The folder of the project with the results of its build.
 *
 * @param root an absolute path
 */
record Checkout(Path root) {

    /** The one that {@code run.sh} passes, else the working directory. */
    static Checkout ofProcess() {
        return new Checkout(Path.of(System.getProperty("openguides.root", ""))
                .toAbsolutePath()
                .normalize());
    }

    Path runtime() {
        return root.resolve("all/target/runtime");
    }

    Path sample() {
        return root.resolve("sample");
    }

    /** The program that runs a PostgreSQL. */
    Path postgres() {
        return root.resolve("postgres/target/postgres.jar");
    }

    /** A file that is as old as the sources of the last build of {@code run.sh}. */
    Path stamp() {
        return root.resolve("launcher/target/run.stamp");
    }
}
