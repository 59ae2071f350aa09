package org.openguides.processing.internal.engine.work;

import javax.jcr.Node;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.nodetype.NodeType;
import javax.jcr.nodetype.PropertyDefinition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.openguides.processing.internal.catalog.AssetState;

/** Which content nodes of assets take what processing writes, by their node types (JCR 2.0, 3.7). */
final class ContentTypes {

    private static final String RESIDUAL = "*";
    private static final String UNSTRUCTURED = "nt:unstructured";
    /** Those of AEM's assets. */
    private static final Set<String> OPEN = Set.of("dam:AssetContent", UNSTRUCTURED);

    private ContentTypes() {}

    /**
     * Whether a content node takes any property, with one value or with several, and our own node. One that does not needs the
     * mixin. The usual types are known by name, for looking at definitions costs more than all other looks at the node.
     */
    static boolean takeAnything(Node content) throws RepositoryException {
        NodeType primary = content.getPrimaryNodeType();
        if (OPEN.contains(primary.getName())) {
            return true;
        }
        if (content.isNodeType(AssetState.MIXIN)) {
            return true;
        }
        return !primary.getName().equals("nt:resource") && isOpen(content, primary);
    }

    private static boolean isOpen(Node content, NodeType primary) throws RepositoryException {
        List<NodeType> types = new ArrayList<>(List.of(primary));
        types.addAll(Arrays.asList(content.getMixinNodeTypes()));
        return types.stream().anyMatch(type -> hasResidual(type, false))
                && types.stream().anyMatch(type -> hasResidual(type, true))
                && types.stream().anyMatch(type -> type.canAddChildNode(AssetState.NODE, UNSTRUCTURED));
    }

    private static boolean hasResidual(NodeType type, boolean multiple) {
        for (PropertyDefinition property : type.getPropertyDefinitions()) {
            if (property.getName().equals(RESIDUAL)
                    && property.isMultiple() == multiple
                    && property.getRequiredType() == PropertyType.UNDEFINED
                    && !property.isProtected()) {
                return true;
            }
        }
        return false;
    }
}
