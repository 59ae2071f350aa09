package org.openguides.benchmarks.probe;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.servlet.Servlet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.apache.sling.api.SlingHttpServletRequest;
import org.osgi.service.component.annotations.Component;

/**
 * Copies a folder of the file system to the repository as often as needed for the number of assets; with its tree of
 * folders, or all files into one folder if {@code flat}.
 */
@Component(service = Servlet.class, property = "sling.servlet.paths=/bin/benchmarks/content")
public final class FolderCopies extends ProbeServlet {

    private static final long serialVersionUID = 1L;
    private static final int BATCH = 200;

    @Override
    long work(Session session, SlingHttpServletRequest request) throws RepositoryException, IOException {
        Path source = Path.of(parameter(request, "from"));
        String target = parameter(request, "path");
        boolean flat = Boolean.parseBoolean(request.getParameter("flat"));
        int wanted = Integer.parseInt(parameter(request, "assets"));
        List<Path> files;
        try (Stream<Path> all = Files.walk(source)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (int i = 0; i < wanted; i++) {
            Path file = files.get(i % files.size());
            String copy = target + "/copy" + i / files.size();
            String path = flat ? copy + "-" + i + "-" + file.getFileName() : copy + "/" + source.relativize(file);
            int slash = path.lastIndexOf('/');
            write(folder(session, path.substring(0, slash)), path.substring(slash + 1), file);
            if (i % BATCH == BATCH - 1) {
                session.save();
            }
        }
        session.save();
        return wanted;
    }

    private static Node folder(Session session, String path) throws RepositoryException {
        if (session.nodeExists(path)) {
            return session.getNode(path);
        }
        int slash = path.lastIndexOf('/');
        return folder(session, path.substring(0, slash)).addNode(path.substring(slash + 1), "sling:Folder");
    }

    private static void write(Node folder, String name, Path file) throws RepositoryException, IOException {
        Node content = folder.addNode(name, "nt:file").addNode("jcr:content", "nt:resource");
        byte[] bytes = Files.readAllBytes(file);
        content.setProperty(
                "jcr:data", folder.getSession().getValueFactory().createBinary(new ByteArrayInputStream(bytes)));
    }
}
