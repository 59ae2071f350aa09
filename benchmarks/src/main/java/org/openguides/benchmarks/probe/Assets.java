package org.openguides.benchmarks.probe;

import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the files below a folder by plain recursion. */
final class Assets {

    /** Visits a file. */
    interface Visitor {
        void visit(Node file) throws RepositoryException, IOException;
    }

    private Assets() {}

    static void visit(Node folder, Visitor visitor) throws RepositoryException, IOException {
        for (NodeIterator children = folder.getNodes(); children.hasNext(); ) {
            Node child = children.nextNode();
            if (child.isNodeType("nt:file")) {
                visitor.visit(child);
            } else {
                visit(child, visitor);
            }
        }
    }

    static List<String> paths(Node folder) throws RepositoryException, IOException {
        List<String> paths = new ArrayList<>();
        visit(folder, file -> paths.add(file.getPath()));
        return paths;
    }
}
