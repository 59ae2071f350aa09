package org.openguides.benchmarks.part;

import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The environment of the parts.
 *
 * @param assets  number of assets that a part processes by default
 * @param rounds  number of alternations between the compared candidates
 * @param content folder of files, which are copied as often as needed
 * @param server  the server, started on first use
 */
public record Setup(int assets, int rounds, Path content, Supplier<MeasuredServer> server) {}
