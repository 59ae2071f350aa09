package org.openguides.processing.internal.runlog;

import javax.jcr.NodeIterator;
import javax.jcr.Property;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The files of a log that grows line by line. */
class LogNodeTest {

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final List<String> expected = new ArrayList<>();
    private Session session;
    private LogNode log;

    @BeforeEach
    void setUp() throws RepositoryException {
        session = oak.login();
        log = new LogNode(RunLogWriter.create(session.getNode(oak.folder("/var/openguides/runs/r"))));
        session.save();
    }

    private void add(int count) throws RepositoryException {
        int saved = expected.size();
        List<String> lines =
                IntStream.range(saved, saved + count).mapToObj(i -> "line " + i).toList();
        log.write(saved, expected.subList(saved - saved % 500, saved), lines);
        expected.addAll(lines);
    }

    private List<String> names() throws RepositoryException {
        List<String> names = new ArrayList<>();
        for (NodeIterator files = session.getNode("/var/openguides/runs/r/log").getNodes(); files.hasNext(); ) {
            names.add(files.nextNode().getName());
        }
        names.sort(null);
        return names;
    }

    private List<String> changed() throws RepositoryException {
        List<String> changed = new ArrayList<>();
        for (String name : names()) {
            Property data = session.getProperty("/var/openguides/runs/r/log/" + name + "/jcr:content/jcr:data");
            if (data.isNew() || data.isModified()) {
                changed.add(name);
            }
        }
        return changed;
    }

    @Test
    void onlyTheLastFewLinesAreWrittenAgain() throws RepositoryException {
        add(500 + 449);
        session.save();
        for (int line = 449; line < 499; line++) {
            add(1);
            assertEquals(List.of(line < 450 ? "s00001-8" : "s00001-9"), changed(), "line " + line);
            session.save();
        }
        assertEquals(expected, log.read(0, 999));
    }

    @Test
    void whatIsASegmentIsNotInPartsAnyMore() throws RepositoryException {
        add(499);
        session.save();
        assertEquals(IntStream.range(0, 10).mapToObj(part -> "s00000-" + part).toList(), names());
        add(2);
        assertEquals(List.of("s00000", "s00001-0"), names());
        session.save();
        assertEquals(expected, log.read(0, 501));
    }

    @Test
    void whatIsStagedAgainWithMoreLinesReplacesWhatWasStaged() throws RepositoryException {
        add(30);
        session.save();
        log.write(30, expected, List.of("a"));
        log.write(30, expected, IntStream.range(0, 500).mapToObj(i -> "b" + i).toList());
        session.save();
        assertEquals(List.of("s00000", "s00001-0"), names());
        assertEquals(List.of("line 29", "b0"), log.read(29, 31));
        assertEquals(List.of("b499"), log.read(529, 530));
    }
}
