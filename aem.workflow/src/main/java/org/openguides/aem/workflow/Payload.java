package org.openguides.aem.workflow;

import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.PathNotFoundException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import com.adobe.granite.workflow.WorkflowException;
import com.adobe.granite.workflow.exec.WorkflowData;

/** The assets and folders that a workflow is about. */
final class Payload {

    /** Types of payload of AEM, by the names that it stores. */
    private static final String BY_PATH = "JCR_PATH";

    private static final String BY_UUID = "JCR_UUID";

    private static final String CONTENT = "/jcr:content";

    /** The content of a workflow package, relative to its page; it is stored as the filter of a content package. */
    private static final String PACKAGE_FILTER = "jcr:content/vlt:definition/filter";

    private static final String PACKAGE_ROOT = "root";

    private Payload() {}

    /**
     * Returns the paths of assets and folders, without those below another one: of the payload itself, of the asset that
     * it is a part of, or of what a workflow package contains.
     *
     * @throws WorkflowException if there is no node, or the payload is of another type
     */
    static List<String> paths(WorkflowData data, Session session) throws WorkflowException {
        try {
            Node node = node(data, session);
            List<String> paths = new ArrayList<>();
            if (node.hasNode(PACKAGE_FILTER)) {
                NodeIterator resources = node.getNode(PACKAGE_FILTER).getNodes();
                while (resources.hasNext()) {
                    paths.add(assetOf(
                            resources.nextNode().getProperty(PACKAGE_ROOT).getString()));
                }
            } else {
                paths.add(assetOf(node.getPath()));
            }
            if (paths.isEmpty()) {
                throw new WorkflowException(
                        ProcessStep.LABEL + ": the workflow package " + node.getPath() + " is empty");
            }
            return outermost(paths);
        } catch (PathNotFoundException | ItemNotFoundException e) {
            throw new WorkflowException(
                    ProcessStep.LABEL + ": there is nothing at the payload " + data.getPayload(), e);
        } catch (RepositoryException e) {
            throw new WorkflowException(
                    ProcessStep.LABEL + ": the payload " + data.getPayload() + " cannot be read", e);
        }
    }

    private static Node node(WorkflowData data, Session session) throws WorkflowException, RepositoryException {
        String payload = String.valueOf(data.getPayload());
        return switch (String.valueOf(data.getPayloadType())) {
            case BY_PATH -> session.getNode(payload);
            case BY_UUID -> session.getNodeByIdentifier(payload);
            default -> throw new WorkflowException(
                    ProcessStep.LABEL + ": the payload is of the type " + data.getPayloadType()
                            + "; the step needs an asset or a folder (" + BY_PATH + " or " + BY_UUID + ")");
        };
    }

    /** Launchers that watch files of assets have these as their payload. */
    private static String assetOf(String path) {
        int content = path.indexOf(CONTENT + "/");
        return content >= 0
                ? path.substring(0, content)
                : path.endsWith(CONTENT) ? path.substring(0, path.length() - CONTENT.length()) : path;
    }

    private static List<String> outermost(List<String> paths) {
        List<String> outermost = new ArrayList<>();
        paths.stream().distinct().sorted(Comparator.comparing(String::length)).forEach(path -> {
            if (outermost.stream().noneMatch(root -> path.startsWith(root + "/"))) {
                outermost.add(path);
            }
        });
        return outermost;
    }
}
