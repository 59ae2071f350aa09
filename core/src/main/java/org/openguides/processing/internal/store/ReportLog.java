package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The reports of a partition in the order of their creation. The latest are stored in a property, the others in files
 * of some hundred, so that the number of nodes does not depend on that of commits. Transient until saved.
 */
public final class ReportLog {

    private static final String FILES = "reportFiles";
    private static final String MERGED_FILES = "mergedReportFiles";
    private static final String MERGED_REPORTS = "mergedReports";
    private static final String NEWEST = "newestReports";
    private static final String RESULTS = "results";

    /** Number of reports in a file; about ten kilobytes uncompressed. */
    private static final int IN_FILE = 200;

    private final Node partition;

    ReportLog(Node partition) {
        this.partition = partition;
    }

    /**
     * A position between two reports.
     *
     * @param files   number of files before it
     * @param reports number of reports before it that follow these files
     */
    public record Mark(int files, int reports) {}

    static void create(Node partition) throws RepositoryException {
        partition.addNode(RESULTS, Nodes.FOLDER);
    }

    void add(List<ItemReport> reports) throws RepositoryException {
        if (reports.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>(Nodes.texts(partition, NEWEST));
        reports.forEach(report -> lines.add(report.encode()));
        Nodes.set(partition, NEWEST, lines);
        if (lines.size() >= IN_FILE) {
            close();
        }
    }

    /** Moves the latest reports to a file, where earlier builds find them, too. */
    void close() throws RepositoryException {
        List<String> newest = Nodes.texts(partition, NEWEST);
        if (!newest.isEmpty()) {
            int number = files();
            LineFiles.add(partition.getNode(RESULTS), file(number), newest);
            partition.setProperty(FILES, number + 1L);
            Nodes.remove(partition, NEWEST);
        }
    }

    /** Returns whether there are no reports. */
    public boolean isEmpty() throws RepositoryException {
        return files() == 0 && Nodes.texts(partition, NEWEST).isEmpty();
    }

    /**
     * Reports that are not in the run's log yet.
     *
     * @param reports in their order
     * @param end     the position after the last of them
     */
    public record NewReports(List<ItemReport> reports, Mark end) {}

    /** Returns the reports that are not in the run's log yet. */
    public NewReports newReports() throws RepositoryException {
        int mergedFiles = (int) Nodes.number(partition, MERGED_FILES);
        int passed = passed(mergedFiles);
        int files = files();
        List<ItemReport> found = new ArrayList<>();
        for (int file = mergedFiles; file < files; file++) {
            add(LineFiles.lines(partition.getNode(RESULTS + "/" + file(file))), passed, found);
            passed = 0;
        }
        List<String> newest = Nodes.texts(partition, NEWEST);
        add(newest, passed, found);
        return new NewReports(found, new Mark(files, newest.size()));
    }

    /** An earlier build counts files only and does not update the other property. */
    private int passed(int mergedFiles) throws RepositoryException {
        String mark = Nodes.text(partition, MERGED_REPORTS, "");
        String files = mergedFiles + ":";
        return mark.startsWith(files) ? Integer.parseInt(mark.substring(files.length())) : 0;
    }

    /** Stores the position up to which the reports are in the run's log. */
    public void setMerged(Mark mark) throws RepositoryException {
        partition.setProperty(MERGED_FILES, mark.files());
        partition.setProperty(MERGED_REPORTS, mark.files() + ":" + mark.reports());
    }

    /** Returns all reports. */
    public List<ItemReport> all() throws RepositoryException {
        List<ItemReport> found = new ArrayList<>();
        for (int piece = 0; hasPiece(piece); piece++) {
            found.addAll(piece(piece));
        }
        return found;
    }

    /** Returns whether the piece with this index exists: a file, or after the last file the latest reports. */
    boolean hasPiece(int number) throws RepositoryException {
        return number <= files();
    }

    /** Returns the reports of one piece. */
    List<ItemReport> piece(int number) throws RepositoryException {
        List<ItemReport> found = new ArrayList<>();
        List<String> lines = number < files()
                ? LineFiles.lines(partition.getNode(RESULTS + "/" + file(number)))
                : Nodes.texts(partition, NEWEST);
        add(lines, 0, found);
        return found;
    }

    private static void add(List<String> lines, int from, List<ItemReport> found) {
        lines.subList(Math.min(from, lines.size()), lines.size()).forEach(line -> found.add(ItemReport.decode(line)));
    }

    private int files() throws RepositoryException {
        return (int) Nodes.number(partition, FILES);
    }

    private static String file(int number) {
        return String.format(Locale.ROOT, "r%05d", number);
    }
}
