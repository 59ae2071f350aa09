package org.openguides.processing.internal.runlog;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.internal.runlog.Segments.Place;

/** The node of a log with its files. Bound to a session. */
final class LogNode {

    private final Node node;

    LogNode(Node node) {
        this.node = node;
    }

    /** Returns the number of lines. */
    long lines() throws RepositoryException {
        return node.getProperty(Segments.LINES).getLong();
    }

    /** Returns the files in their order. */
    List<SegmentFile> files() throws RepositoryException {
        List<SegmentFile> files = new ArrayList<>();
        long total = lines();
        for (long line = 0; line < total; line = Segments.of(line, total).end()) {
            files.add(file(Segments.of(line, total).name()));
        }
        return files;
    }

    /**
     * Returns the lines from one number to another, exclusive.
     *
     * @throws RepositoryException if one of the lines does not exist
     */
    List<String> read(long from, long to) throws RepositoryException {
        List<String> lines = new ArrayList<>();
        long total = lines();
        for (long line = from; line < to; line = from + lines.size()) {
            Place place = Segments.of(line, total);
            int skip = (int) (line - place.first());
            int count = (int) Math.min(place.size() - skip, to - line);
            file(place.name()).read(skip, count, lines);
        }
        return lines;
    }

    /**
     * Adds lines. Transient until saved; may be called again before that, with more lines.
     *
     * @param saved number of saved lines
     * @param tail  the saved lines after the last full segment
     * @param lines lines to add
     */
    void write(long saved, List<String> tail, List<String> lines) throws RepositoryException {
        List<String> all = new ArrayList<>(tail);
        all.addAll(lines);
        long segment = (saved - tail.size()) / Segments.SIZE;
        for (int from = 0; from < all.size(); from += Segments.SIZE) {
            List<String> its = all.subList(from, Math.min(from + Segments.SIZE, all.size()));
            if (its.size() == Segments.SIZE) {
                removeParts(segment);
                file(Segments.name(segment)).write(its);
            } else {
                writeParts(segment, its, from == 0 ? tail.size() : 0);
            }
            segment++;
        }
        node.setProperty(Segments.LINES, saved + lines.size());
    }

    /** Full files are not written again. */
    private void writeParts(long segment, List<String> lines, int saved) throws RepositoryException {
        for (int part = saved / Segments.PART; part * Segments.PART < lines.size(); part++) {
            int from = part * Segments.PART;
            List<String> its = lines.subList(from, Math.min(from + Segments.PART, lines.size()));
            file(Segments.name(segment, part)).write(its);
        }
    }

    private void removeParts(long segment) throws RepositoryException {
        for (int part = 0; part < Segments.SIZE / Segments.PART; part++) {
            if (node.hasNode(Segments.name(segment, part))) {
                node.getNode(Segments.name(segment, part)).remove();
            }
        }
    }

    private SegmentFile file(String name) {
        return new SegmentFile(node, name);
    }
}
