package org.openguides.processing.internal.dita;

import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.internal.dita.ElementClass.Trait;

/**
 * What the rows and columns of a relationship table hand down to its cells. What a row says is more specific than what its
 * column says (DITA 1.3, Cascading of metadata attributes in a DITA map). Not thread-safe.
 */
final class RelationshipTable {

    private final List<Cascading> columns = new ArrayList<>();
    private Cascading row = Cascading.NONE;
    private int cell;

    /**
     * Follows the start tags of what cascades in a map.
     *
     * @param found the element's class
     * @param own   what the element itself says
     * @return what comes to the element from its row, or else from its column
     */
    Cascading open(ElementClass found, Cascading own) {
        if (found.is(Trait.TABLE)) {
            columns.clear();
        } else if (found.is(Trait.COLUMN)) {
            columns.add(own);
        } else if (found.is(Trait.ROW)) {
            row = own;
            cell = 0;
        } else if (found.is(Trait.CELL)) {
            Cascading column = cell < columns.size() ? columns.get(cell) : Cascading.NONE;
            cell++;
            return row.or(column);
        }
        return Cascading.NONE;
    }
}
