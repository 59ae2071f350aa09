package org.openguides.processing.internal.dita;

import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.internal.dita.ElementClass.Trait;

/**
 * The attributes that rows and columns of a relationship table pass to their cells. Those of rows take precedence over
 * those of columns (DITA 1.3, Cascading of metadata attributes in a DITA map). Not thread-safe.
 */
final class RelationshipTable {

    private final List<Cascading> columns = new ArrayList<>();
    private Cascading row = Cascading.NONE;
    private int cell;

    /**
     * Processes the start tag of an element that takes part in cascading.
     *
     * @param found class of the element
     * @param own   attributes of the element itself
     * @return attributes that the element inherits from its row or column
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
