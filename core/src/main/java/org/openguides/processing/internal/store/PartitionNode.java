package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.text.TabLine;

/** A sealed list of asset paths, with the checkpoint of whoever works on it. Transient until saved. */
public final class PartitionNode {

    private static final String HEARTBEAT = "heartbeat";
    private static final String MERGED = "mergedReportFiles";
    private static final String OWNER = "owner";
    private static final String PATHS = "paths";
    private static final String POSITION = "position";
    private static final String RESULTS = "results";
    private static final String REPORTS = "reportFiles";
    private static final String SIZE = "size";
    private static final String STATE = "state";
    private static final String TALLY = "tally";

    private final Node node;

    /** Who may work on a partition. */
    public enum State {
        /** Anybody may take it. */
        READY,
        /** Its owner works on it. */
        WORKING,
        /** Every asset in it has an outcome. */
        DONE
    }

    PartitionNode(Node node) {
        this.node = node;
    }

    static PartitionNode create(Node folder, int number, List<String> paths) throws RepositoryException {
        Node node = folder.addNode(String.format(Locale.ROOT, "p%05d", number), Nodes.RECORD);
        node.setProperty(STATE, State.READY.name());
        node.setProperty(SIZE, paths.size());
        node.setProperty(POSITION, 0);
        node.addNode(RESULTS, Nodes.FOLDER);
        Nodes.addFile(
                node,
                PATHS,
                paths.stream().map(path -> TabLine.join(List.of(path))).toList());
        return new PartitionNode(node);
    }

    /** The node itself, for the fence. */
    public Node node() {
        return node;
    }

    public String name() throws RepositoryException {
        return node.getName();
    }

    public State state() throws RepositoryException {
        return State.valueOf(node.getProperty(STATE).getString());
    }

    public void setState(State state) throws RepositoryException {
        node.setProperty(STATE, state.name());
    }

    /** Who works on it, or last did; empty if nobody has. */
    public String owner() throws RepositoryException {
        return Nodes.text(node, OWNER, "");
    }

    public void setOwner(String owner) throws RepositoryException {
        node.setProperty(OWNER, owner);
    }

    /** When its owner last committed; null if nobody has. */
    public @Nullable Instant heartbeat() throws RepositoryException {
        return Nodes.instant(node, HEARTBEAT);
    }

    public void beat(Instant now) throws RepositoryException {
        Nodes.set(node, HEARTBEAT, now);
    }

    /** The paths of its assets, in the order of the walk. */
    public List<String> paths() throws RepositoryException {
        List<String> paths = new ArrayList<>();
        for (String line : Nodes.lines(node.getNode(PATHS))) {
            paths.add(TabLine.split(line).get(0));
        }
        return paths;
    }

    /** The first of its paths, which costs less than all of them. */
    public String firstPath() throws RepositoryException {
        return TabLine.split(Nodes.firstLine(node.getNode(PATHS))).get(0);
    }

    /** The checkpoint: how many of its assets have an outcome. */
    public int position() throws RepositoryException {
        return (int) Nodes.number(node, POSITION);
    }

    /** The outcomes up to the checkpoint. */
    public Tally tally() throws RepositoryException {
        return Tally.decode(Nodes.text(node, TALLY, ""));
    }

    /** Moves the checkpoint, and keeps what is to be said of the assets before it. */
    public void advance(int position, Tally tally, List<ItemReport> reports) throws RepositoryException {
        node.setProperty(POSITION, position);
        node.setProperty(TALLY, tally.encode());
        if (!reports.isEmpty()) {
            int number = reportFiles();
            List<String> lines = reports.stream().map(ItemReport::encode).toList();
            Nodes.addFile(node.getNode(RESULTS), reportFile(number), lines);
            node.setProperty(REPORTS, number + 1L);
        }
    }

    /** How many files of reports there are; they never change once written. */
    public int reportFiles() throws RepositoryException {
        return (int) Nodes.number(node, REPORTS);
    }

    /** How many of the files of reports the run's log already tells of. */
    public int mergedReportFiles() throws RepositoryException {
        return (int) Nodes.number(node, MERGED);
    }

    public void setMergedReportFiles(int count) throws RepositoryException {
        node.setProperty(MERGED, count);
    }

    /** The reports in one of the files, counted from 0, in the order of the walk. */
    public List<ItemReport> reports(int file) throws RepositoryException {
        return Nodes.lines(node.getNode(RESULTS + "/" + reportFile(file))).stream()
                .map(ItemReport::decode)
                .toList();
    }

    private static String reportFile(int number) {
        return String.format(Locale.ROOT, "r%05d", number);
    }
}
