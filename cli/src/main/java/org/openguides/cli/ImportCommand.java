package org.openguides.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.openguides.cli.content.FolderImport;
import org.openguides.cli.content.Source;
import org.openguides.cli.content.Totals;
import org.openguides.cli.progress.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = {
            "Imports a local folder into the repository.",
            "Names are kept exactly. Hidden files are imported, .git folders and symbolic links are not. "
                    + "Existing files are overwritten, nothing is removed."
        })
final class ImportCommand implements Callable<Integer> {
    private static final double MILLIS = 1000.0;
    private static final int THOUSAND = 1000;

    private final OpenGuides client;

    @Parameters(
            paramLabel = "DIR[:PATH]",
            description = "The folder, and the path for its content (default: /content/dam/<name of the folder>).")
    private String source = "";

    @Option(names = "--dry-run", description = "Check names and files and count them, without uploading.")
    private boolean dryRun;

    ImportCommand(OpenGuides client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        Instant start = client.timing().now();
        Source from = Source.parse(source);
        FolderImport load = new FolderImport(from, client.server());
        Totals totals = load.check();
        if (dryRun) {
            client.screen().line("To import: " + amount(totals) + " to " + from.target());
            return OpenGuides.SUCCESS;
        }
        try (Progress progress = client.screen().progress("Importing", "files", client.timing())) {
            load.run(totals, progress);
        }
        report(from, totals, Duration.between(start, client.timing().now()));
        return OpenGuides.SUCCESS;
    }

    private void report(Source from, Totals totals, Duration time) {
        double seconds = Math.max(1, time.toMillis()) / MILLIS;
        client.screen()
                .line(String.format(
                        Locale.ROOT,
                        "Imported %s to %s in %.1f s, %.0f files/s",
                        amount(totals),
                        from.target(),
                        seconds,
                        totals.files() / seconds));
        if (totals.links() > 0) {
            client.screen().line("Left out: " + totals.links() + " symbolic links");
        }
    }

    private static String amount(Totals totals) {
        return number(totals.files(), "file") + " in " + number(totals.folders(), "folder") + " ("
                + size(totals.bytes()) + ")";
    }

    private static String number(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String size(long bytes) {
        double size = bytes;
        String unit = "bytes";
        for (String larger : new String[] {"kB", "MB", "GB"}) {
            if (size >= THOUSAND) {
                size /= THOUSAND;
                unit = larger;
            }
        }
        return String.format(Locale.ROOT, unit.equals("bytes") ? "%.0f %s" : "%.1f %s", size, unit);
    }
}
