package org.openguides.processing.internal.walk;

import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.nodetype.NodeType;

import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.openguides.processing.internal.asset.AssetNode;

/** A session in which each folder has one child named d, down to a file at a given depth. */
final class EndlessFolder {

    private final int pathLengthOfFile;
    private final Session session = stub(Session.class, this::answerSession);

    EndlessFolder(int depth) {
        pathLengthOfFile = 2 * depth;
    }

    /** Creates an object that answers each call by method name and first argument. */
    private static <T> T stub(Class<T> type, BiFunction<String, Object, Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.apply(method.getName(), arguments == null ? null : arguments[0])));
    }

    private Object answerSession(String method, Object path) {
        return switch (method) {
            case "nodeExists" -> true;
            case "getNode" -> node((String) path);
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private Node node(String path) {
        return stub(Node.class, (method, argument) -> answerNode(path, method, argument));
    }

    private Object answerNode(String path, String method, Object argument) {
        return switch (method) {
            case "getNode" -> node(path + "/" + argument);
            case "getName" -> "d";
            case "getPath" -> path;
            case "getDepth" -> 1;
            case "isNodeType" -> path.length() == pathLengthOfFile;
            case "getPrimaryNodeType" -> stub(NodeType.class, (call, none) -> "sling:Folder");
            case "getNodes" -> onlyChild(path);
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private NodeIterator onlyChild(String path) {
        Iterator<Node> children = List.of(node(path + "/d")).iterator();
        return stub(
                NodeIterator.class, (call, argument) -> call.equals("hasNext") ? children.hasNext() : children.next());
    }

    List<String> walkAll() {
        AssetWalk walk = new AssetWalk(List.of("/d"), List.of(), null);
        return Stream.generate(() -> step(walk))
                .takeWhile(Objects::nonNull)
                .map(AssetNode::path)
                .toList();
    }

    private AssetNode step(AssetWalk walk) {
        try {
            return walk.next(session);
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }
}
