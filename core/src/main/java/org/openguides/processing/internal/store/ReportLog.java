package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The reports of one partition, in the order in which they were made: the newest in a property, the others in files of some
 * hundred, so that their number of nodes does not follow from that of the commits. Transient until saved.
 */
public final class ReportLog {

    private static final String FILES = "reportFiles";
    private static final String MERGED_FILES = "mergedReportFiles";
    private static final String MERGED_REPORTS = "mergedReports";
    private static final String NEWEST = "newestReports";
    private static final String RESULTS = "results";

    /** Reports in a file; about ten kilobytes before they are compressed. */
    private static final int IN_FILE = 200;

    private final Node partition;

    ReportLog(Node partition) {
        this.partition = partition;
    }

    /**
     * A place between two reports.
     *
     * @param files   how many files are before it
     * @param reports how many reports behind those files are before it
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

    /** Moves the newest reports to a file, where earlier builds see them too. */
    void close() throws RepositoryException {
        List<String> newest = Nodes.texts(partition, NEWEST);
        if (!newest.isEmpty()) {
            int number = files();
            LineFiles.add(partition.getNode(RESULTS), file(number), newest);
            partition.setProperty(FILES, number + 1L);
            Nodes.remove(partition, NEWEST);
        }
    }

    /** Whether there are none. */
    public boolean isEmpty() throws RepositoryException {
        return files() == 0 && Nodes.texts(partition, NEWEST).isEmpty();
    }

    /**
     * Reports of which the run's log does not tell yet.
     *
     * @param reports in their order
     * @param end     the place behind the last of them
     */
    public record News(List<ItemReport> reports, Mark end) {}

    /** What the run's log does not tell yet. */
    public News news() throws RepositoryException {
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
        return new News(found, new Mark(files, newest.size()));
    }

    /** An earlier build counts files only, and leaves the other property as it is. */
    private int passed(int mergedFiles) throws RepositoryException {
        String mark = Nodes.text(partition, MERGED_REPORTS, "");
        String files = mergedFiles + ":";
        return mark.startsWith(files) ? Integer.parseInt(mark.substring(files.length())) : 0;
    }

    /** Notes up to where the run's log tells of them. */
    public void setMerged(Mark mark) throws RepositoryException {
        partition.setProperty(MERGED_FILES, mark.files());
        partition.setProperty(MERGED_REPORTS, mark.files() + ":" + mark.reports());
    }

    /** All reports. */
    public List<ItemReport> all() throws RepositoryException {
        List<ItemReport> found = new ArrayList<>();
        for (int piece = 0; hasPiece(piece); piece++) {
            found.addAll(piece(piece));
        }
        return found;
    }

    /** Whether there is a piece with this number, counted from 0: a file, or behind the last file the newest reports. */
    boolean hasPiece(int number) throws RepositoryException {
        return number <= files();
    }

    /** The reports of one piece. */
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
