package org.openguides.processing.internal.support;

import java.io.PrintWriter;

import org.apache.felix.inventory.Format;
import org.apache.felix.inventory.InventoryPrinter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The page {@code Status > OpenGuides} of the Felix web console. A delayed component: only Felix Inventory, if it is
 * installed, asks for it and makes this class load.
 */
@Component(
        service = InventoryPrinter.class,
        property = {
            InventoryPrinter.NAME + "=openguides",
            InventoryPrinter.TITLE + "=OpenGuides",
            InventoryPrinter.FORMAT + "=TEXT"
        })
public final class StatusPrinter implements InventoryPrinter {

    private final StatusText status;

    @Activate
    public StatusPrinter(@Reference(name = "status") StatusText status) {
        this.status = status;
    }

    @Override
    public void print(PrintWriter writer, Format format, boolean isZip) {
        status.writeTo(writer);
    }
}
