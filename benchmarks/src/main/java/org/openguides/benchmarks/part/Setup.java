package org.openguides.benchmarks.part;

import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * What parts work with.
 *
 * @param assets  how many assets a part processes, if it does not say otherwise
 * @param rounds  how often what is compared alternates
 * @param content a folder of files; they are copied as often as needed
 * @param server  the server; started by the first part that asks for it
 */
public record Setup(int assets, int rounds, Path content, Supplier<MeasuredServer> server) {}
