package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LineFilesTest {

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private Session session;
    private Node folder;

    @BeforeEach
    void setUp() throws RepositoryException {
        session = oak.login();
        folder = session.getNode(oak.folder("/var/openguides/lists"));
    }

    private Node add(List<String> lines) throws RepositoryException {
        LineFiles.add(folder, "list", lines);
        session.save();
        return folder.getNode("list");
    }

    @Test
    void whatIsWrittenCanBeRead() throws RepositoryException {
        List<String> lines = List.of("/content/dam/é日\uD83D\uDE00", "", "last");
        Node file = add(lines);
        assertEquals(lines, LineFiles.lines(file));
        assertEquals(lines.get(0), LineFiles.firstLine(file));
    }

    @Test
    void thereMayBeNoLine() throws RepositoryException {
        Node file = add(List.of());
        assertEquals(List.of(), LineFiles.lines(file));
        assertEquals("", LineFiles.firstLine(file));
    }

    @Test
    void pathsTakeATenthOfTheirLength() throws RepositoryException {
        List<String> paths = IntStream.range(0, 2000)
                .mapToObj(i -> "/content/dam/projects/manual/topics/installation/topic-" + i + ".dita")
                .toList();
        Node file = add(paths);
        long length = paths.stream().mapToLong(String::length).sum();
        assertTrue(file.getProperty("jcr:content/jcr:data").getLength() < length / 10);
    }

    @Test
    void whatIsNoListCannotBeRead() throws RepositoryException {
        Node file = add(List.of("line"));
        file.getNode("jcr:content").setProperty("jcr:data", "plain\n");
        assertThrows(RepositoryException.class, () -> LineFiles.lines(file));
    }
}
