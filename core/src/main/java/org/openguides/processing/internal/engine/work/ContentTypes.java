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

/** Determines by node type which content nodes accept all properties that processing writes (JCR 2.0, 3.7). */
final class ContentTypes {

    private static final String RESIDUAL = "*";
    private static final String UNSTRUCTURED = "nt:unstructured";
    /** Types of content nodes in AEM. */
    private static final Set<String> OPEN = Set.of("dam:AssetContent", UNSTRUCTURED);

    private ContentTypes() {}

    /**
     * Returns whether a content node accepts any single or multiple property and a child node of this bundle; otherwise
     * it needs the mixin. Common types are recognised by name, since examining definitions costs more than everything
     * else.
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
