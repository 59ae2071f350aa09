package org.openguides.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.openguides.cli.progress.Progress;
import org.openguides.cli.run.RunClient;
import org.openguides.cli.run.RunReport;
import org.openguides.cli.run.RunStatus;
import org.openguides.cli.run.RunWatch;
import org.openguides.cli.wire.FileTypeDto;
import org.openguides.cli.wire.ProcessingTypeDto;
import org.openguides.cli.wire.StartFilterDto;
import org.openguides.cli.wire.StartRequestDto;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "process", description = "Starts a bulk run for folders and assets, and prints its id.")
final class ProcessCommand implements Callable<Integer> {
    private final OpenGuides client;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Folders or assets, such as /content/dam/guides.")
    private List<String> paths = List.of();

    @Option(names = "--exclude", paramLabel = "PATH", description = "A subtree to exclude. May be repeated.")
    private List<String> excluded = List.of();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            converter = TypeConverter.class,
            description = "Only files of this type: ${COMPLETION-CANDIDATES}. May be repeated.")
    private List<FileTypeDto> types = List.of();

    @Option(
            names = "--skip-processed",
            description = "Leave out assets that were processed successfully and have not changed since.")
    private boolean skipProcessed;

    @Option(names = "--dry-run", description = "Only select and count assets.")
    private boolean dryRun;

    @Option(
            names = "--compare",
            description = "Report what would be written, without writing it: a dry run that takes as long as a run.")
    private boolean compare;

    @Option(
            names = "--id-file",
            paramLabel = "FILE",
            description = "Write the id of the run to this file, for scripts.")
    private @Nullable Path idFile;

    @Option(names = "--wait", description = "Show the progress, and a summary when the run has ended.")
    private boolean wait;

    ProcessCommand(OpenGuides client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        RunClient runs = client.runs();
        String id = runs.start(request());
        client.screen().line("processingId " + id);
        if (idFile != null) {
            write(id, idFile);
        }
        return wait ? await(id, runs) : OpenGuides.SUCCESS;
    }

    private static void write(String id, Path file) {
        try {
            Files.writeString(file, id + "\n");
        } catch (IOException e) {
            throw new UserError("cannot write " + file + "; the run goes on");
        }
    }

    private int await(String id, RunClient runs) {
        RunStatus end;
        try (Progress progress = client.screen().progress("Processing", "assets", client.timing())) {
            end = new RunWatch(runs, client.timing()).untilEnd(id, progress);
        }
        RunReport.summary(end, runs, client.timing()).forEach(client.screen()::line);
        return end.succeeded() ? OpenGuides.SUCCESS : OpenGuides.RUN_FAILED;
    }

    private StartRequestDto request() {
        StartFilterDto filter = StartFilterDto.NONE
                .withFileTypes(orNull(types))
                .withFilterProcessedAssets(skipProcessed ? Boolean.TRUE : null);
        boolean isOne = paths.size() == 1;
        return StartRequestDto.NONE
                .withPath(isOne ? paths.get(0) : null)
                .withPaths(isOne ? null : paths)
                .withExcludedPaths(orNull(excluded))
                .withType(ProcessingTypeDto.ASSET_PROCESSING)
                .withFilter(filter.equals(StartFilterDto.NONE) ? null : filter)
                .withDryRun((dryRun || compare) ? Boolean.TRUE : null)
                .withCompare(compare ? Boolean.TRUE : null);
    }

    private static <T> @Nullable List<T> orNull(List<T> list) {
        return list.isEmpty() ? null : list;
    }

    /** Reads the name of a type on the wire. */
    static final class TypeConverter implements CommandLine.ITypeConverter<FileTypeDto> {
        @Override
        public FileTypeDto convert(String name) {
            return Arrays.stream(FileTypeDto.values())
                    .filter(type -> name.equalsIgnoreCase(type.toString()) || name.equals(type.name()))
                    .findFirst()
                    .orElseThrow(() -> new CommandLine.TypeConversionException(
                            "expected one of " + Arrays.toString(FileTypeDto.values()) + " but was '" + name + "'"));
        }
    }
}
